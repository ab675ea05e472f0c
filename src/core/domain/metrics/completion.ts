import { type DayEnd, FORECAST_MIN_DAYS, type ForecastReason, forecast } from '../capacity/forecast.ts';
import { SCALE } from '../shared/quantity.ts';
import { addDays, type CalendarDate } from '../shared/time.ts';

/** A target that a campaign is on its way to. */
export interface Goal {
  readonly what: 'volunteers' | 'beneficiaries';
  readonly wanted: number;
  readonly current: number;
}

/** When a target is likely reached at the present pace, or why that cannot be said. */
export interface Completion extends Goal {
  readonly perDay: number | null;
  readonly date: CalendarDate | null;
  /** The 80 % interval; null where the pace is known from two points only. */
  readonly earliest: CalendarDate | null;
  readonly latest: CalendarDate | null;
  readonly reason: ForecastReason | null;
}

interface When {
  readonly today: CalendarDate;
  readonly endDate: CalendarDate | null;
}

const NO_DATE = { date: null, earliest: null, latest: null } as const;

/** By the ledger's days: the forecast of capacity, with the target in place of the capacity. */
export function completionByLedger(goal: Goal, days: readonly DayEnd[], { today, endDate }: When): Completion {
  if (goal.current >= goal.wanted) return { ...goal, ...NO_DATE, perDay: null, reason: 'reached' };
  const level = goal.wanted * SCALE;
  const input = { days, today, endDate, consumed: goal.current * SCALE, capacity: level, hardLimit: level };
  const { perDay, full, reason } = forecast(input);
  return full ? { ...goal, perDay, ...full, reason: null } : { ...goal, ...NO_DATE, perDay, reason };
}

/** By what was snapped some days ago, in a straight line. */
export function completionByTrend(
  goal: Goal,
  before: { readonly value: number; readonly daysAgo: number } | null,
  { today, endDate }: When,
): Completion {
  if (goal.current >= goal.wanted) return { ...goal, ...NO_DATE, perDay: null, reason: 'reached' };
  if (!before || before.daysAgo < FORECAST_MIN_DAYS)
    return { ...goal, ...NO_DATE, perDay: null, reason: 'too_little_history' };
  const gained = goal.current - before.value;
  const perDay = Math.round((gained / before.daysAgo) * SCALE) / SCALE;
  if (gained <= 0) return { ...goal, ...NO_DATE, perDay, reason: 'not_growing' };
  const date = addDays(today, Math.ceil(((goal.wanted - goal.current) * before.daysAgo) / gained));
  if (endDate !== null && date > endDate) return { ...goal, ...NO_DATE, perDay, reason: 'not_before_end' };
  return { ...goal, perDay, date, earliest: null, latest: null, reason: null };
}
