import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { type Quantity, toUnits } from '../../../../core/domain/shared/quantity.ts';
import { addDays, type CalendarDate, daysBetween } from '../../../../core/domain/shared/time.ts';
import { type BurnUpInput, type BurnUpRow, factsOf, findingOf, tableOf } from './burn-up-words.ts';
import type { Fact } from './fact.ts';
import { countText, unitText } from './format.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xTicks: number;
}

/** Drawn once for a desk and once for a phone, so that its words keep their size. */
export const WIDE: Size = { width: 760, height: 260, left: 52, right: 64, top: 18, bottom: 34, xTicks: 7 };
export const NARROW: Size = { width: 360, height: 220, left: 34, right: 58, top: 18, bottom: 30, xTicks: 3 };

interface Tick {
  readonly at: string;
  readonly label: string;
}

/** A chart of consumption over time, as the numbers that its SVG prints. */
export interface BurnUp {
  readonly finding: string;
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly area: string;
  readonly series: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly yTitle: string;
  readonly thresholds: readonly {
    readonly y: string;
    readonly tone: string;
    readonly label: string;
    readonly labelY: string;
  }[];
  readonly today: { readonly x: string; readonly labelX: string; readonly anchor: 'start' | 'end' } | null;
  readonly now: { readonly x: string; readonly y: string };
  readonly forecast: { readonly band: string; readonly line: string } | null;
  /** From now to what is expected by the end. */
  readonly projection: {
    readonly line: string;
    readonly x: string;
    readonly y: string;
    readonly labelX: string;
    readonly labelY: string;
    readonly label: string;
  } | null;
  /** What the chart says, in words and dates. */
  readonly facts: readonly Fact[];
  readonly table: readonly BurnUpRow[];
}

export function burnUp(input: BurnUpInput, size: Size = WIDE): BurnUp {
  const { days, today, unit, capacity, consumed, hardLimit, projected = null } = input;
  const first =
    [days[0]?.date, input.startDate, today].filter((date): date is string => Boolean(date)).sort()[0] ?? today;
  const last =
    [input.endDate, today, addDays(first, 7)]
      .filter((date): date is string => Boolean(date))
      .sort()
      .at(-1) ?? today;
  const span = Math.max(1, daysBetween(first, last) + 1);
  const top = Math.max(hardLimit, consumed, capacity, projected ?? 0) * 1.06 || 1;
  const x = scaleLinear([0, span], [size.left, size.width - size.right]);
  const y = scaleLinear([0, top], [size.height - size.bottom, size.top]);
  const dayX = (date: CalendarDate, share = 0) => x(daysBetween(first, date) + share);
  const nowX = dayX(today, 0.5);
  const points: [number, number][] = [
    ...(days[0] && days[0].date > first ? [[dayX(first), y(0)] as [number, number]] : []),
    ...days.map((day) => [dayX(day.date, 0.5), y(day.consumed)] as [number, number]),
    [nowX, y(consumed)],
  ];
  const path = line<[number, number]>().curve(curveStepAfter).digits(1);
  const fill = area<[number, number]>().curve(curveStepAfter).y0(y(0)).digits(1);
  return {
    finding: findingOf(input),
    width: size.width,
    height: size.height,
    plot: { left: size.left, right: size.width - size.right, top: size.top, bottom: size.height - size.bottom },
    area: fill(points) ?? '',
    series: path(points) ?? '',
    xTicks: dateTicks(first, last, size.xTicks).map(({ date, label }) => ({ at: dayX(date).toFixed(1), label })),
    yTicks: y.ticks(5).map((tick) => ({ at: y(tick).toFixed(1), label: countText(toUnits(tick)) })),
    yTitle: unitText(unit, 0),
    thresholds: thresholdLines(capacity, hardLimit, y),
    today: {
      x: nowX.toFixed(1),
      labelX: (nowX + (nowX > size.width / 2 ? -5 : 5)).toFixed(1),
      anchor: nowX > size.width / 2 ? 'end' : 'start',
    },
    now: { x: nowX.toFixed(1), y: y(consumed).toFixed(1) },
    forecast: forecastShape(input, last, (date) => dayX(date, 0.5), y),
    projection:
      projected === null || today > last
        ? null
        : projectionShape(projected, [nowX, y(consumed)], [dayX(last, 0.5), y(projected)]),
    facts: factsOf(input),
    table: tableOf(input),
  };
}

function thresholdLines(capacity: Quantity, hardLimit: Quantity, y: (value: number) => number): BurnUp['thresholds'] {
  if (capacity <= 0) return [];
  const lines = [
    { value: capacity * 0.8, tone: 't80', label: '80 %' },
    { value: capacity * 0.9, tone: 't90', label: '90 %' },
    { value: capacity, tone: 't100', label: '100 %' },
    ...(hardLimit > capacity ? [{ value: hardLimit, tone: 'limit', label: 'Hard limit' }] : []),
  ];
  let above = Number.POSITIVE_INFINITY;
  return lines.map(({ value, tone, label }) => {
    const at = y(value);
    const labelY = Math.min(at + 4, above - 12);
    above = labelY;
    return { y: at.toFixed(1), tone, label, labelY: labelY.toFixed(1) };
  });
}

/** From today to the day on which it is likely full, with the 80 % interval as a wedge that ends where the campaign ends. */
function forecastShape(
  { capacity, consumed, today, forecast }: BurnUpInput,
  last: CalendarDate,
  x: (date: CalendarDate) => number,
  y: (value: number) => number,
): BurnUp['forecast'] {
  const full = forecast.full;
  if (!full || consumed >= capacity) return null;
  const clip = (date: CalendarDate) => Math.min(x(date), x(last));
  const [from, level] = [`${x(today).toFixed(1)},${y(consumed).toFixed(1)}`, y(capacity).toFixed(1)];
  const at = (date: CalendarDate) => `${clip(date).toFixed(1)},${level}`;
  return {
    band: `M${from}L${at(full.earliest)}L${at(full.latest ?? last)}Z`,
    line: `M${from}L${at(full.date)}`,
  };
}

function projectionShape(projected: Quantity, [fromX, fromY]: Point, [toX, toY]: Point): BurnUp['projection'] {
  return {
    line: `M${fromX.toFixed(1)},${fromY.toFixed(1)}L${toX.toFixed(1)},${toY.toFixed(1)}`,
    x: toX.toFixed(1),
    y: toY.toFixed(1),
    labelX: (toX - 8).toFixed(1),
    labelY: (toY - 8).toFixed(1),
    label: countText(Math.round(toUnits(projected) * 10) / 10),
  };
}

type Point = readonly [x: number, y: number];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Firsts of months, as many as fit; weeks where the period is short. */
export function dateTicks(
  first: CalendarDate,
  last: CalendarDate,
  most: number,
): { date: CalendarDate; label: string }[] {
  const days = daysBetween(first, last);
  if (days <= 60) {
    const step = Math.max(1, Math.round(days / (most - 1)));
    return Array.from({ length: Math.floor(days / step) + 1 }, (_, index) => {
      const date = addDays(first, index * step);
      const { day, month } = Temporal.PlainDate.from(date);
      return { date, label: `${day} ${MONTHS[month - 1]}` };
    });
  }
  const step = Math.ceil(days / 30.4 / most);
  const ticks: { date: CalendarDate; label: string }[] = [];
  let month = Temporal.PlainDate.from(first).with({ day: 1 }).add({ months: 1 });
  while (month.toString() <= last) {
    const year = month.month === 1 || ticks.length === 0 ? ` ${month.year}` : '';
    ticks.push({ date: month.toString(), label: `${MONTHS[month.month - 1]}${year}` });
    month = month.add({ months: step });
  }
  return ticks;
}
