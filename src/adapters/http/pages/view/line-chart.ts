import { scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { dateAt, type Instant, startOfDay } from '../../../../core/domain/shared/time.ts';
import { dateTicks, NARROW, type Size, WIDE } from './burn-up.ts';

/** A value at its time; null is a gap, drawn as one. */
export interface LinePoint {
  readonly at: Instant;
  readonly value: number | null;
}

export interface LineInput {
  /** How it is drawn: what was, what was planned, what is likely. */
  readonly tone: 'series' | 'plan' | 'forecast';
  readonly points: readonly LinePoint[];
  /** A value holds until the next one. */
  readonly step?: boolean;
}

export interface LineChartInput {
  readonly lines: readonly LineInput[];
  readonly from: Instant;
  readonly to: Instant;
  /** Null where today is not in it. */
  readonly now: Instant | null;
  readonly timeZone: string;
  readonly levels?: readonly { readonly value: number; readonly tone: string; readonly label: string }[];
  readonly yTitle: string;
  readonly yText: (value: number) => string;
}

export interface Tick {
  readonly at: string;
  readonly label: string;
}

/** Lines over time, as the numbers that an SVG prints. */
export interface LineChart {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly lines: readonly {
    readonly tone: string;
    readonly path: string;
    /** Values between two gaps, which no line would show. */
    readonly dots: readonly { readonly x: string; readonly y: string }[];
  }[];
  /** The newest known value of the first line. */
  readonly last: { readonly x: string; readonly y: string } | null;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly yTitle: string;
  readonly levels: readonly {
    readonly y: string;
    readonly tone: string;
    readonly label: string;
    readonly labelY: string;
  }[];
  readonly today: { readonly x: string; readonly labelX: string; readonly anchor: 'start' | 'end' } | null;
}

/** The same chart for a desk and for a phone. */
export function lineCharts(input: LineChartInput): { readonly wide: LineChart; readonly narrow: LineChart } {
  return {
    wide: lineChart(input, { ...WIDE, width: 1_000, left: 64, xTicks: 9 }),
    narrow: lineChart(input, { ...NARROW, left: 50 }),
  };
}

function lineChart(input: LineChartInput, size: Size): LineChart {
  const { from, to, now, timeZone, levels = [] } = input;
  const known = input.lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  const highest = Math.max(...known, ...levels.map(({ value }) => value), 0) * 1.06 || 1;
  const x = scaleLinear([from, Math.max(to, from + 1)], [size.left, size.width - size.right]);
  const y = scaleLinear([0, highest], [size.height - size.bottom, size.top]);
  const at = ({ at: instant, value }: LinePoint) => ({ x: x(instant).toFixed(1), y: y(value ?? 0).toFixed(1) });
  const last = input.lines[0]?.points.findLast(({ value }) => value !== null);
  const nowX = now === null ? 0 : x(now);
  return {
    width: size.width,
    height: size.height,
    plot: { left: size.left, right: size.width - size.right, top: size.top, bottom: size.height - size.bottom },
    lines: input.lines.map(({ tone, points, step }) => {
      const draw = line<LinePoint>(
        (point) => x(point.at),
        (point) => y(point.value ?? 0),
      )
        .defined(({ value }) => value !== null)
        .digits(1);
      return {
        tone,
        path: (step ? draw.curve(curveStepAfter) : draw)(points) ?? '',
        dots: points.filter((_, index) => isAlone(points, index)).map(at),
      };
    }),
    last: last ? at(last) : null,
    xTicks: dateTicks(dateAt(from, timeZone), dateAt(to, timeZone), size.xTicks)
      .map(({ date, label }) => ({ instant: Math.max(from, startOfDay(date, timeZone)), label }))
      .map(({ instant, label }) => ({ at: x(instant).toFixed(1), label })),
    yTicks: y.ticks(4).map((tick) => ({ at: y(tick).toFixed(1), label: input.yText(tick) })),
    yTitle: input.yTitle,
    levels: spacedLevels(levels, y),
    today:
      now === null
        ? null
        : {
            x: nowX.toFixed(1),
            labelX: (nowX + (nowX > size.width / 2 ? -5 : 5)).toFixed(1),
            anchor: nowX > size.width / 2 ? 'end' : 'start',
          },
  };
}

function isAlone(points: readonly LinePoint[], index: number): boolean {
  const unknown = (which: number) => (points[which]?.value ?? null) === null;
  return !unknown(index) && unknown(index - 1) && unknown(index + 1);
}

/** Lines from the lowest up, each label at least a line above the one below. */
function spacedLevels(levels: NonNullable<LineChartInput['levels']>, y: (value: number) => number) {
  let above = Number.POSITIVE_INFINITY;
  return levels
    .toSorted((a, b) => a.value - b.value)
    .map(({ value, tone, label }) => {
      const at = y(value);
      const labelY = Math.min(at + 4, above - 12);
      above = labelY;
      return { y: at.toFixed(1), tone, label, labelY: labelY.toFixed(1) };
    });
}
