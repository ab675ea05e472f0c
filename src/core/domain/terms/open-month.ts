import { addDays, type CalendarDate, dateAt, type Instant } from '../shared/time.ts';

/** The first day of the oldest month that billing has not closed: a month closes at 06:00 on the second day after it. */
export function firstOpenDay(at: Instant, timeZone: string): CalendarDate {
  const month = `${dateAt(at, timeZone).slice(0, 7)}-01`;
  return at < closingBefore(month, timeZone) ? `${addDays(month, -1).slice(0, 7)}-01` : month;
}

/** When the month before the one that begins on this date is closed. */
function closingBefore(monthStart: CalendarDate, timeZone: string): Instant {
  return Temporal.PlainDate.from(monthStart).add({ days: 1 }).toZonedDateTime({ timeZone, plainTime: '06:00' })
    .epochMilliseconds;
}
