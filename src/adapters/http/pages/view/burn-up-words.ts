import type { Forecast } from '../../../../core/domain/capacity/forecast.ts';
import type { Quantity, Unit } from '../../../../core/domain/shared/quantity.ts';
import { type CalendarDate, daysBetween } from '../../../../core/domain/shared/time.ts';
import { type Fact, fact } from './fact.ts';
import { countText, dateText, percentText, quantityText, unitText } from './format.ts';

/** What stood at the end of a day on which something was recorded. */
export interface LedgerDay {
  readonly date: CalendarDate;
  readonly consumed: Quantity;
  readonly capacity: Quantity;
}

export interface BurnUpInput {
  readonly days: readonly LedgerDay[];
  readonly today: CalendarDate;
  readonly startDate: CalendarDate | null;
  readonly endDate: CalendarDate | null;
  readonly unit: Unit;
  readonly capacity: Quantity;
  readonly consumed: Quantity;
  readonly hardLimit: Quantity;
  readonly forecast: Forecast;
  /** What is expected to be used by the end, where that is to be shown in place of the forecast. */
  readonly projected?: Quantity | null;
}

/** A row of the table behind the chart. */
export interface BurnUpRow {
  readonly date: string;
  readonly datetime: string;
  readonly used: string;
  readonly capacity: string;
  readonly percent: string;
}

/** What the chart shows, as its title says it. */
export function findingOf({ capacity, consumed, hardLimit, forecast, unit }: BurnUpInput): string {
  const used = `${percentText(consumed, capacity) ?? '0 %'} used`;
  if (consumed >= hardLimit)
    return `${used}: at the hard limit of ${quantityText(hardLimit)} ${unitText(unit, hardLimit)}`;
  if (consumed >= capacity) {
    const limit = forecast.limit ? `, the hard limit likely by ${dateText(forecast.limit.date)}` : '';
    return `${used}: the capacity is full${limit}`;
  }
  if (forecast.full) return `${used}, likely full by ${dateText(forecast.full.date)}`;
  const reasons = {
    too_little_history: 'too little history for a forecast',
    not_growing: 'not growing lately',
    not_before_end: 'not full before the end at this pace',
    reached: 'full',
    no_capacity: 'no capacity yet',
  } as const;
  return forecast.reason ? `${used}, ${reasons[forecast.reason]}` : used;
}

/** By the week where a day has less than one. */
function paceText(perDay: number, unit: Unit): string {
  const [amount, span] = Math.abs(perDay) < 1 ? [perDay * 7, 'week'] : [perDay, 'day'];
  return `${countText(Math.round(amount * 10) / 10)} ${unitText(unit, 0)} a ${span}`;
}

/** The pace and the likely dates; each missing date says why it is missing. */
export function factsOf({ forecast, unit, capacity, hardLimit, consumed }: BurnUpInput): Fact[] {
  const { perDay, full, limit } = forecast;
  const dates = (found: Forecast['full'], level: Quantity) => {
    if (consumed >= level) return 'Reached';
    if (!found) return forecast.reason === 'too_little_history' ? 'Not known yet' : 'Not before the end';
    const latest = found.latest ? dateText(found.latest) : 'the end';
    return `${dateText(found.date)} (${dateText(found.earliest)} to ${latest})`;
  };
  return [
    fact('Pace', perDay === null ? 'Needs 7 days of history' : paceText(perDay, unit)),
    fact('Full', dates(full, capacity)),
    ...(hardLimit > capacity ? [fact('Hard limit', dates(limit, hardLimit))] : []),
  ];
}

/** The same figures, newest first: at most one row a week besides the first and the present one. */
export function tableOf({ days, today, capacity, consumed }: BurnUpInput): BurnUpRow[] {
  const rows = [{ date: today, consumed, capacity }];
  for (const day of days.toReversed()) {
    const newest = rows.at(-1);
    if (!newest || daysBetween(day.date, newest.date) >= 7 || day === days[0]) {
      if (day.date !== newest?.date) rows.push(day);
    }
  }
  return rows.map((row) => ({
    date: dateText(row.date),
    datetime: row.date,
    used: quantityText(row.consumed),
    capacity: quantityText(row.capacity),
    percent: percentText(row.consumed, row.capacity) ?? '–',
  }));
}
