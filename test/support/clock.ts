import type { Instant } from '../../src/core/domain/shared/time.ts';
import type { Clock } from '../../src/ports/clock.ts';

export interface ManualClock extends Clock {
  set(at: Instant): void;
  advance(milliseconds: number): void;
}

/** A clock that stands still until a test moves it. Takes an instant or RFC 3339. */
export function createManualClock(start: Instant | string): ManualClock {
  let now = typeof start === 'string' ? Temporal.Instant.from(start).epochMilliseconds : start;
  return {
    now: () => now,
    set: (at) => {
      now = at;
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}
