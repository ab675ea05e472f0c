import { addDays, type CalendarDate, dateAt, type Instant, laterOf, startOfDay } from '../shared/time.ts';
import { bucketOf, superfluous } from './retention.ts';
import { hourOf, type Snapshot } from './snapshot.ts';

/** The last moment of a day, which a backfilled snapshot is of. */
export interface PastDay {
  readonly date: CalendarDate;
  readonly at: Instant;
}

/**
 * The days whose end is to be filled in: from one to another in the campaign's time zone, at the latest yesterday, of those that retention
 * would have kept, without those that have a snapshot.
 */
export function daysToFill(
  { from, to, timeZone }: { readonly from: CalendarDate; readonly to: CalendarDate; readonly timeZone: string },
  existing: readonly Pick<Snapshot, 'at'>[],
  now: Instant,
): PastDay[] {
  const today = dateAt(now, timeZone);
  const has = new Set(existing.map(({ at }) => dateAt(at, timeZone)));
  const hours = new Set(existing.map(({ at }) => hourOf(at)));
  const buckets = new Set(existing.map(({ at }) => bucketOf(at, now)));
  const days: PastDay[] = [];
  for (let date = from; date <= to && date < today; date = addDays(date, 1)) {
    const at = startOfDay(addDays(date, 1), timeZone) - 1;
    const bucket = bucketOf(at, now);
    const isThere = has.has(date) || hours.has(hourOf(at)) || (bucket !== null && buckets.has(bucket));
    if (!isThere) days.push({ date, at });
  }
  const thinned = new Set(
    superfluous(
      days.map(({ date, at }) => ({ id: date, at })),
      now,
    ),
  );
  return days.filter(({ date }) => !thinned.has(date));
}

/** Where filling in begins: not before the campaign was made. */
export function firstDay(from: CalendarDate | null, madeAt: Instant, timeZone: string): CalendarDate {
  const made = dateAt(madeAt, timeZone);
  return from === null ? made : laterOf(from, made);
}
