import { DAY, dateAt, type Instant } from '../shared/time.ts';

/** Every snapshot is kept for so long. */
export const RAW_FOR = 30 * DAY;
const DAILY_FOR = 90 * DAY;
const WEEKLY_FOR = 365 * DAY;

/**
 * The ids of snapshots that are kept no longer: of each day after 30 days, each week after 90, each month after a year the
 * last one stays. Days, weeks from Monday and months are UTC's.
 */
export function superfluous(taken: readonly { readonly id: string; readonly at: Instant }[], now: Instant): string[] {
  const kept = new Map<string, string>();
  const dropped: string[] = [];
  for (const { id, at } of taken.toSorted((a, b) => a.at - b.at)) {
    const bucket = bucketOf(at, now);
    if (bucket === null) continue;
    const earlier = kept.get(bucket);
    if (earlier !== undefined) dropped.push(earlier);
    kept.set(bucket, id);
  }
  return dropped;
}

/** The day, week or month of which one snapshot is kept; null while every one is. */
export function bucketOf(at: Instant, now: Instant): string | null {
  const age = now - at;
  if (age < RAW_FOR) return null;
  const date = Temporal.PlainDate.from(dateAt(at, 'UTC'));
  if (age < DAILY_FOR) return `day ${date}`;
  if (age < WEEKLY_FOR) return `week ${date.subtract({ days: date.dayOfWeek - 1 })}`;
  return `month ${date.toPlainYearMonth()}`;
}
