import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Bill, Projected } from '../../../../core/domain/billing/what-if.ts';
import { currencyDigits, type MinorUnits } from '../../../../core/domain/shared/money.ts';
import { type CalendarDate, daysBetween } from '../../../../core/domain/shared/time.ts';
import { dateTicks, NARROW, type Size, WIDE } from './burn-up.ts';
import { countText, dateText, moneyText } from './format.ts';

type Under = 'current' | 'proposed';

export interface WhatIfSeries {
  readonly tone: Under;
  readonly label: string;
  readonly solid: string;
  /** What is to come: the middle of what is projected, else what is committed. */
  readonly ahead: string;
  readonly band: string | null;
  readonly endY: string;
  readonly labelY: string;
}

/** Both cumulative charges over the period, as the numbers that an SVG prints. */
export interface WhatIfChart {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly xTicks: readonly { readonly at: string; readonly label: string }[];
  readonly yTicks: readonly { readonly at: string; readonly label: string }[];
  readonly yTitle: string;
  readonly series: readonly WhatIfSeries[];
  readonly today: { readonly x: string; readonly labelX: string; readonly anchor: 'start' | 'end' } | null;
}

export interface WhatIfChartInput {
  readonly currency: string;
  readonly today: CalendarDate;
  readonly current: Bill;
  readonly proposed: Bill;
  readonly projected: Projected | null;
}

const LABELS: Record<Under, string> = { current: 'As it stands', proposed: 'Proposed' };

/** Two labels closer than this would overlap. */
const LINE_HEIGHT = 14;

export function whatIfChart(input: WhatIfChartInput): { readonly wide: WhatIfChart; readonly narrow: WhatIfChart } {
  return {
    wide: chart(input, { ...WIDE, right: 92, left: 64, top: 28 }),
    narrow: chart(input, { ...NARROW, right: 78, left: 46, top: 28 }),
  };
}

function chart(input: WhatIfChartInput, size: Size): WhatIfChart {
  const { current, proposed, projected, today, currency } = input;
  const dates = [...current.path, ...proposed.path].map(({ date }) => date).sort();
  const [first = today, last = today] = [dates[0], dates.at(-1)];
  const amounts = [
    ...[...current.path, ...proposed.path].map(({ amount }) => amount),
    ...(projected?.path ?? []).flatMap((day) => [day.current.high, day.proposed.high]),
  ];
  const x = scaleLinear([0, Math.max(1, daysBetween(first, last))], [size.left, size.width - size.right]);
  const y = scaleLinear(
    [Math.min(0, ...amounts), Math.max(1, ...amounts) * 1.05],
    [size.height - size.bottom, size.top],
  );
  const at = (date: CalendarDate) => x(Math.max(0, daysBetween(first, date)));
  const series = spaced([seriesOf('current', current, input, at, y), seriesOf('proposed', proposed, input, at, y)]);
  const isRunning = today > first && today < last;
  const nowX = at(today);
  return {
    width: size.width,
    height: size.height,
    plot: { left: size.left, right: size.width - size.right, top: size.top, bottom: size.height - size.bottom },
    xTicks: dateTicks(first, last, size.xTicks).map(({ date, label }) => ({ at: at(date).toFixed(1), label })),
    yTicks: y.ticks(5).map((tick) => ({ at: y(tick).toFixed(1), label: amountText(tick, currency) })),
    yTitle: currency,
    series,
    today: isRunning
      ? {
          x: nowX.toFixed(1),
          labelX: (nowX + (nowX > size.width / 2 ? -5 : 5)).toFixed(1),
          anchor: nowX > size.width / 2 ? 'end' : 'start',
        }
      : null,
  };
}

function seriesOf(
  tone: Under,
  { path }: Bill,
  { today, projected }: WhatIfChartInput,
  x: (date: CalendarDate) => number,
  y: (amount: MinorUnits) => number,
): WhatIfSeries {
  const draw = line<[number, number]>().digits(1);
  const past = path.filter(({ date }) => date <= today);
  const known: [number, number][] = past.map(({ date, amount }) => [x(date), y(amount)]);
  const joint = known.at(-1);
  const rest: [number, number][] = projected
    ? projected.path.filter(({ date }) => date > today).map((day) => [x(day.date), y(day[tone].middle)])
    : path.filter(({ date }) => date > today).map(({ date, amount }) => [x(date), y(amount)]);
  const ahead = joint && rest.length > 0 ? [joint, ...rest] : rest;
  const band = projected?.path.map((day) => ({ at: x(day.date), low: y(day[tone].low), high: y(day[tone].high) }));
  const shape = area<{ at: number; low: number; high: number }>()
    .x((day) => day.at)
    .y0((day) => day.low)
    .y1((day) => day.high)
    .digits(1);
  const end = ahead.at(-1) ?? joint ?? [0, 0];
  return {
    tone,
    label: LABELS[tone],
    solid: draw(known) ?? '',
    ahead: draw(ahead) ?? '',
    band: band ? shape(band) : null,
    endY: end[1].toFixed(1),
    labelY: end[1].toFixed(1),
  };
}

/** Labels at the ends of the lines, moved apart where they would overlap; the higher line keeps the higher label. */
function spaced(series: readonly WhatIfSeries[]): WhatIfSeries[] {
  const [first, second] = series;
  if (!first || !second) return [...series];
  const gap = Math.abs(Number(first.endY) - Number(second.endY));
  if (gap >= LINE_HEIGHT) return [...series];
  const shift = (LINE_HEIGHT - gap) / 2;
  const isAbove = Number(first.endY) <= Number(second.endY);
  const move = (each: WhatIfSeries, by: number) => ({ ...each, labelY: (Number(each.endY) + by).toFixed(1) });
  return [move(first, isAbove ? -shift : shift), move(second, isAbove ? shift : -shift)];
}

function amountText(minor: MinorUnits, currency: string): string {
  return countText(Math.round(minor / 10 ** currencyDigits(currency)));
}

export interface WhatIfChartRow {
  readonly date: string;
  readonly datetime: string;
  readonly current: string;
  readonly proposed: string;
  /** Whether what people will use is projected into it. */
  readonly projected: string;
}

/** The same figures as a table: firsts of months, today and the end. */
export function whatIfRows({ current, proposed, projected, today, currency }: WhatIfChartInput): WhatIfChartRow[] {
  const dates = current.path.map(({ date }) => date);
  const known = dates.filter((date) => date <= today || !projected);
  const chosen = known.filter((date, at) => date.slice(0, 7) !== known[at + 1]?.slice(0, 7));
  const amountOn = (bill: Bill, day: CalendarDate) => bill.path.findLast(({ date }) => date <= day)?.amount ?? 0;
  const row = (date: CalendarDate, amounts: readonly [MinorUnits, MinorUnits], isProjected: boolean) => ({
    date: dateText(date),
    datetime: date,
    current: moneyText(amounts[0], currency),
    proposed: moneyText(amounts[1], currency),
    projected: isProjected ? 'Projected' : date > today ? 'As committed' : 'Known',
  });
  return [
    ...chosen.map((date) => row(date, [amountOn(current, date), amountOn(proposed, date)], false)),
    ...(projected?.path ?? [])
      .filter(({ date }) => date > today)
      .map((day) => row(day.date, [day.current.middle, day.proposed.middle], true)),
  ];
}
