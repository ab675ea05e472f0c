import type { Ports } from '../../ports/ports.ts';
import { systemClock } from './clock.ts';
import { sha256Hasher } from './hasher.ts';
import { createUuids } from './ids.ts';

/** Time, ids and digests of this machine. */
export function machine(): Pick<Ports, 'clock' | 'ids' | 'hasher'> {
  return { clock: systemClock, ids: createUuids(), hasher: sha256Hasher };
}
