import {
  FORECAST_WINDOW_DAYS,
  type ForecastDate,
  fillDays,
  forecast,
} from '../../src/core/domain/capacity/forecast.ts';
import { SCALE } from '../../src/core/domain/shared/quantity.ts';
import { addDays, daysBetween } from '../../src/core/domain/shared/time.ts';
import type { DailyHistory } from './daily-history.ts';

/** One date that was forecast on one day of a history, and what came of it; in days from that day. */
export interface Sample {
  readonly kind: string;
  readonly of: 'full' | 'limit';
  readonly forecast: number;
  /** Null where the history ended before. */
  readonly truth: number | null;
  /** Whether the truth lay in the 80 % interval; one that is open at its far end holds whatever came after the history. */
  readonly inside: boolean;
}

/** Lives through the history and forecasts on each of its days with what was known in the morning. */
export function backtest(history: DailyHistory): Sample[] {
  const { kind, firstDate, perDay } = history;
  const dates = perDay.map((_, day) => addDays(firstDate, day));
  const ends: { date: string; consumed: number }[] = [];
  let sum = 0;
  for (const [day, units] of perDay.entries()) {
    sum += units * SCALE;
    ends.push({ date: dates[day] ?? firstDate, consumed: sum });
  }
  const capacity = history.capacity * SCALE;
  const hardLimit = history.hardLimit * SCALE;
  const reached = { full: dayOf(ends, capacity), limit: dayOf(ends, hardLimit) };
  const endDate = dates.at(-1) ?? firstDate;
  const samples: Sample[] = [];
  for (const [day, today] of dates.entries()) {
    const consumed = ends[day - 1]?.consumed ?? 0;
    if (day === 0 || consumed >= hardLimit) continue;
    const days = fillDays(ends.slice(Math.max(0, day - FORECAST_WINDOW_DAYS - 2), day), today);
    const forecasts = forecast({ days, today, consumed, capacity, hardLimit, endDate });
    for (const which of ['full', 'limit'] as const) {
      const told = forecasts[which];
      if (!told) continue;
      const truth = reached[which] === null ? null : reached[which] - day;
      samples.push({
        kind,
        of: which,
        forecast: daysBetween(today, told.date),
        truth,
        inside: holds(told, today, truth),
      });
    }
  }
  return samples;
}

function dayOf(ends: readonly { consumed: number }[], level: number): number | null {
  const day = ends.findIndex(({ consumed }) => consumed >= level);
  return day < 0 ? null : day;
}

function holds({ earliest, latest }: ForecastDate, today: string, truth: number | null): boolean {
  if (truth === null) return latest === null;
  return truth >= daysBetween(today, earliest) && (latest === null || truth <= daysBetween(today, latest));
}
