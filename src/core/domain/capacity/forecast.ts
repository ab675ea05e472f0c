import { type Quantity, SCALE } from '../shared/quantity.ts';
import { addDays, type CalendarDate, daysBetween, laterOf } from '../shared/time.ts';

/** Consumption is judged by its last 28 days; fewer than 7 tell nothing. */
export const FORECAST_WINDOW_DAYS = 28;
export const FORECAST_MIN_DAYS = 7;

/** From this many days on each weekday has its own pace; before it the mean serves for all. */
const WEEKDAY_PACE_DAYS = 14;

/** Two-sided 80 % of a normal distribution. */
const Z80 = 1.2815515655446004;

/**
 * The part by which the pace to come may well differ from the pace of the last days: demand grows, ebbs and shifts, which 28 days do
 * not tell. With a fifth, about 80 % of true dates fall inside the interval over histories that are steady, restless, growing, ebbing
 * or shifting; without it, about 70 %.
 */
const PACE_DOUBT = 0.2;

/** How far ahead a date is looked for where the campaign has no end. */
const HORIZON_DAYS = 1_830;

/** What was consumed at the end of a day, of all that was recorded by then. */
export interface DayEnd {
  readonly date: CalendarDate;
  readonly consumed: Quantity;
}

export interface ForecastDate {
  readonly date: CalendarDate;
  readonly earliest: CalendarDate;
  /** Null where the slow end of the interval does not get there before the campaign ends. */
  readonly latest: CalendarDate | null;
}

export type ForecastReason = 'too_little_history' | 'not_growing' | 'not_before_end' | 'reached' | 'no_capacity';

export interface Forecast {
  /** Mean consumption a day in units, 4 decimals; null with too little history. */
  readonly perDay: number | null;
  readonly full: ForecastDate | null;
  readonly limit: ForecastDate | null;
  /** Why a date is missing; null when both are given. */
  readonly reason: ForecastReason | null;
}

export interface ForecastInput {
  /** Day ends in order, without gaps, up to yesterday; the first is where counting starts. At most the last 29 are used. */
  readonly days: readonly DayEnd[];
  readonly today: CalendarDate;
  readonly consumed: Quantity;
  readonly capacity: Quantity;
  readonly hardLimit: Quantity;
  /** The campaign's last day, null where it has none. */
  readonly endDate: CalendarDate | null;
}

/**
 * When the campaign is likely full (100 %) and at its hard limit, each with an 80 % interval.
 * The daily increments of the last n ≤ 28 days give a mean for each weekday and the variance σ² of what the means leave unexplained.
 * What d days add is taken as normal around m, the sum of their weekdays' means, with variance d·σ² + d²·σ²/n + (m/5)²: the noise of the
 * days, the doubt about the mean, and that the pace itself may change.
 */
export function forecast(input: ForecastInput): Forecast {
  const { capacity, hardLimit, consumed } = input;
  if (capacity === 0) return { perDay: null, full: null, limit: null, reason: 'no_capacity' };
  const pace = paceOf(input.days);
  if (!pace) return { perDay: null, full: null, limit: null, reason: 'too_little_history' };
  const perDay = Math.round(pace.mean) / SCALE;
  if (pace.mean <= 0)
    return { perDay, full: null, limit: null, reason: consumed >= hardLimit ? 'reached' : 'not_growing' };
  const full = dateOf(capacity - consumed, pace, input);
  const limit = dateOf(hardLimit - consumed, pace, input);
  const reason = typeof limit === 'string' ? limit : typeof full === 'string' ? full : null;
  return { perDay, full: orNull(full), limit: orNull(limit), reason };
}

/**
 * Day ends without gaps up to yesterday, from those on which something was recorded: a day without an entry keeps what the day before
 * left. Counting starts the day before the first consumption, or where the window starts.
 */
export function fillDays(recorded: readonly DayEnd[], today: CalendarDate): DayEnd[] {
  const first = recorded.find(({ consumed }) => consumed > 0);
  if (!first) return [];
  const from = laterOf(addDays(first.date, -1), addDays(today, -FORECAST_WINDOW_DAYS - 1));
  const days: DayEnd[] = [];
  let consumed = recorded.findLast(({ date }) => date < from)?.consumed ?? 0;
  let next = recorded.findIndex(({ date }) => date >= from);
  for (let date = from; date < today; date = addDays(date, 1)) {
    const day = recorded[next];
    if (day?.date === date) {
      consumed = day.consumed;
      next += 1;
    }
    days.push({ date, consumed });
  }
  return days;
}

interface Pace {
  readonly mean: number;
  readonly byWeekday: readonly number[];
  readonly variance: number;
  readonly days: number;
}

function paceOf(dayEnds: readonly DayEnd[]): Pace | null {
  const used = dayEnds.slice(-(FORECAST_WINDOW_DAYS + 1));
  const increments = used.slice(1).map((day, index) => ({
    weekday: weekdayOf(day.date),
    value: day.consumed - (used[index]?.consumed ?? 0),
  }));
  const days = increments.length;
  if (days < FORECAST_MIN_DAYS) return null;
  const mean = average(increments.map(({ value }) => value));
  const byWeekday = Array.from({ length: 7 }, (_, weekday) => {
    const own = increments.filter((increment) => increment.weekday === weekday).map(({ value }) => value);
    return days >= WEEKDAY_PACE_DAYS && own.length > 0 ? average(own) : mean;
  });
  const parameters = days >= WEEKDAY_PACE_DAYS ? 7 : 1;
  const squares = increments.reduce((sum, { weekday, value }) => sum + (value - (byWeekday[weekday] ?? mean)) ** 2, 0);
  return { mean, byWeekday, variance: squares / (days - parameters), days };
}

function dateOf(remaining: Quantity, pace: Pace, input: ForecastInput): ForecastDate | ForecastReason {
  if (remaining <= 0) return 'reached';
  const last = input.endDate === null ? HORIZON_DAYS : daysBetween(input.today, input.endDate);
  const found: { earliest?: number; likely?: number; latest?: number } = {};
  let expected = 0;
  for (let day = 0; day <= last && found.latest === undefined; day++) {
    expected += pace.byWeekday[weekdayOf(addDays(input.today, day))] ?? pace.mean;
    const ahead = day + 1;
    const noise = ahead * pace.variance + (ahead * ahead * pace.variance) / pace.days;
    const spread = Z80 * Math.sqrt(noise + (PACE_DOUBT * expected) ** 2);
    if (expected + spread >= remaining) found.earliest ??= day;
    if (expected >= remaining) found.likely ??= day;
    if (expected - spread >= remaining) found.latest ??= day;
  }
  if (found.likely === undefined) return 'not_before_end';
  return {
    date: addDays(input.today, found.likely),
    earliest: addDays(input.today, found.earliest ?? found.likely),
    latest: found.latest === undefined ? null : addDays(input.today, found.latest),
  };
}

function weekdayOf(date: CalendarDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek - 1;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function orNull(date: ForecastDate | ForecastReason): ForecastDate | null {
  return typeof date === 'string' ? null : date;
}
