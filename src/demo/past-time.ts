import type { Instant } from '../core/domain/shared/time.ts';
import type { SeedClock } from './seed-clock.ts';

/** Something that happens by itself at its time. */
export interface DueWork {
  readonly at: Instant;
  run(): Promise<void>;
}

/** Moves the clock on, and does on the way what comes due, each thing at its own time; what that makes due comes in its turn. */
export async function passTime(
  clock: SeedClock,
  until: Instant,
  dueWork: () => readonly DueWork[],
  signal: AbortSignal,
): Promise<void> {
  for (let next = earliest(dueWork(), until); next; next = earliest(dueWork(), until)) {
    signal.throwIfAborted();
    clock.moveTo(next.at);
    await next.run();
  }
  clock.moveTo(until);
}

function earliest(works: readonly DueWork[], until: Instant): DueWork | null {
  const due = works.filter(({ at }) => at <= until);
  return due.reduce<DueWork | null>((first, work) => (first && first.at <= work.at ? first : work), null);
}
