import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { createRandom, type Random } from './random.ts';

/** Ids that follow from what they are for: doing the same again makes the same ids, so it meets what stands already. */
export interface SeedIds extends Ids {
  /** Says what the next ids are for. */
  begin(purpose: string): void;
}

/** Shaped like UUIDv7, with the clock's time in front. */
export function createSeedIds(seed: string, clock: Clock): SeedIds {
  let random: Random = createRandom(seed);
  return {
    begin(purpose) {
      random = createRandom(`${seed}/${purpose}`);
    },
    next() {
      const time = clock.now().toString(16).padStart(12, '0');
      const tail = random.hex() + random.hex();
      return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6, 18)}`;
    },
  };
}
