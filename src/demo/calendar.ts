import { addDays, type CalendarDate, dateAt, type Instant, MINUTE, startOfDay } from '../core/domain/shared/time.ts';

/** Days from the day of the seed: -1 is yesterday. */
export type Day = number;

/** The demo's days are counted in this zone; its campaigns lie in it or an hour beside it. */
const HOME = 'Europe/Berlin';

/** Dates and instants as seen from the day of the seed. */
export interface Calendar {
  /** The moment of the seed: nothing in the demo's past is later. */
  readonly now: Instant;
  readonly today: CalendarDate;
  date(day: Day): CalendarDate;
  /** So many minutes after the day begins in the time zone. */
  at(day: Day, minute: number, timeZone: string): Instant;
  /** 1 is Monday, 7 Sunday. */
  weekday(day: Day): number;
  /** The day itself where it is a working day, else the last one before it. */
  workday(day: Day): Day;
  /** The day that lies so many working days before today; 1 is the last one before it. */
  workdaysAgo(count: number): Day;
}

export function createCalendar(now: Instant): Calendar {
  const today = dateAt(now, HOME);
  const date = (day: Day) => addDays(today, day);
  const weekday = (day: Day) => Temporal.PlainDate.from(date(day)).dayOfWeek;
  return {
    now,
    today,
    date,
    at: (day, minute, timeZone) => startOfDay(date(day), timeZone) + minute * MINUTE,
    weekday,
    workday: (day) => day - Math.max(0, weekday(day) - 5),
    workdaysAgo(count) {
      let day = 0;
      for (let left = count; left > 0; ) {
        day -= 1;
        if (weekday(day) <= 5) left -= 1;
      }
      return day;
    },
  };
}
