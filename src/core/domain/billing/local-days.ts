import { addDays, type CalendarDate, dateAt, type Instant, startOfDay } from '../shared/time.ts';

/** Calendar dates in a time zone; asked in about chronological order it works out each day once. */
export function createLocalDays(timeZone: string): (instant: Instant) => CalendarDate {
  let day: CalendarDate = '';
  let from = 0;
  let to = 0;
  return (instant) => {
    if (instant >= from && instant < to) return day;
    day = dateAt(instant, timeZone);
    from = startOfDay(day, timeZone);
    to = startOfDay(addDays(day, 1), timeZone);
    return day;
  };
}
