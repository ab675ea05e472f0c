import type { Instant } from '../shared/time.ts';

/** Local times of day, `HH:MM`; the end belongs to the day after where it is not later than the beginning. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** Whether the text is a time of day from 00:00 to 23:59. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/**
 * When people may be told at the earliest: at once, or at the end of the quiet hours in the time zone. An end that falls
 * into a daylight saving gap is the first moment after it.
 */
export function endOfQuiet(quiet: QuietHours | null, at: Instant, timeZone: string): Instant {
  if (quiet === null || quiet.from === quiet.to) return at;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const now = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const overnight = quiet.from > quiet.to;
  const isQuiet = overnight ? now >= quiet.from || now < quiet.to : now >= quiet.from && now < quiet.to;
  if (!isQuiet) return at;
  const day = overnight && now >= quiet.from ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  const end = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(quiet.to) }).epochMilliseconds;
  return Math.max(at, end);
}
