import type { Instant } from '../core/domain/shared/time.ts';
import type { Clock } from '../ports/clock.ts';

/** A clock that stands where it was last set, and is never set back. */
export interface SeedClock extends Clock {
  moveTo(instant: Instant): void;
}

export function createSeedClock(start: Instant): SeedClock {
  let present = start;
  return {
    now: () => present,
    moveTo(instant) {
      present = Math.max(present, instant);
    },
  };
}
