import { addDays, type CalendarDate, dateAt, HOUR, type Instant, startOfDay } from '../shared/time.ts';

/** When a month is closed: so many days after its last one, at this local hour. */
const CLOSING_DAYS = 2;
const CLOSING_HOUR = 6;

/** The first day of the oldest month that billing has not closed: a month closes at 06:00 on the second day after it. */
export function firstOpenDay(at: Instant, timeZone: string): CalendarDate {
  const month = `${dateAt(at, timeZone).slice(0, 7)}-01`;
  return at < closingOf(month, timeZone) ? `${addDays(month, -1).slice(0, 7)}-01` : month;
}

/** When the month before the one that begins on `monthStart` is closed, in the campaign's time zone. */
function closingOf(monthStart: CalendarDate, timeZone: string): Instant {
  return startOfDay(addDays(monthStart, CLOSING_DAYS - 1), timeZone) + CLOSING_HOUR * HOUR;
}
