import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import { deliverItem } from './deliver-item.ts';
import type { OutboxWorld } from './perform-work.ts';

export interface OutboxOptions {
  /** Resolves after so many milliseconds, or as soon as the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** This process, in leases. */
  readonly holder: string;
}

const LEASE = 'outbox';
const LEASE_TTL = 15 * SECOND;
const PAUSE = SECOND;
const BATCH = 50;

/** Does the work that waits in the outbox until the signal aborts; any number of processes may run it, one at a time works. */
export async function runOutbox(
  core: OutboxWorld & Pick<Core, 'leases'>,
  signal: AbortSignal,
  options: OutboxOptions,
): Promise<void> {
  while (!signal.aborted) {
    const done = await relayOnce(core, signal, options.holder);
    if (done < BATCH) await options.sleep(PAUSE, signal);
  }
  const lease = await core.leases.take(LEASE, options.holder, LEASE_TTL).catch(() => null);
  if (lease) await core.leases.giveBack(lease, options.holder).catch(() => undefined);
}

async function relayOnce(
  core: OutboxWorld & Pick<Core, 'leases'>,
  signal: AbortSignal,
  holder: string,
): Promise<number> {
  try {
    const lease = await core.leases.take(LEASE, holder, LEASE_TTL);
    return lease ? await deliverDue(core, signal) : 0;
  } catch {
    return 0;
  }
}

/**
 * Does the work of at most 50 items that are due, oldest first, and says how many there were. An account that hears of changes out of
 * their order drops the older one.
 */
export async function deliverDue(world: OutboxWorld, signal?: AbortSignal): Promise<number> {
  const items = await world.outbox.due(world.clock.now(), BATCH);
  for (const item of items) {
    if (signal?.aborted) break;
    await deliverItem(world, item);
  }
  return items.length;
}
