import { LOWEST_SROI } from '../../../../core/domain/metrics/metrics.ts';
import type { SeriesMetric, SeriesPeriod, SeriesPoint } from '../../../../core/domain/metrics/series.ts';
import { DAY, dateAt, type Instant } from '../../../../core/domain/shared/time.ts';
import type { Series } from '../../../../core/usecases/metrics/get-series.ts';
import { countText, dateText, instantText, moneyText } from './format.ts';
import { type LineChart, lineCharts } from './line-chart.ts';

export const METRIC_WORDS: Readonly<Record<SeriesMetric, string>> = {
  sroi: 'SROI',
  vis: 'VIS',
  volunteers: 'Volunteers',
  beneficiaries: 'Beneficiaries',
  sessions: 'Sessions',
  hours: 'Hours',
  budgetSpent: 'Spent',
  consumed: 'Capacity used',
  utilization: 'Utilization',
};

export const PERIOD_WORDS: Readonly<Record<SeriesPeriod, string>> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  all: 'All',
};

export interface TableRow {
  readonly when: string;
  readonly datetime: string;
  readonly value: string;
}

/** A chart with the sentence that it shows and the same figures as a table. */
export interface ChartView {
  readonly finding: string;
  /** Null where nothing is known. */
  readonly wide: LineChart | null;
  readonly narrow: LineChart | null;
  readonly rows: readonly TableRow[];
}

const MOST_ROWS = 60;

export function seriesChart(series: Series, begin: Instant, now: Instant, timeZone: string): ChartView {
  const { metric, points, currency } = series;
  const text = (value: number) => valueText(metric, value, currency);
  const known = points.filter(({ value }) => value !== null);
  const charts =
    known.length === 0
      ? { wide: null, narrow: null }
      : lineCharts({
          lines: [{ tone: 'series', points: points.map(({ at, value }) => ({ at, value: value ?? null })) }],
          from: Math.min(begin, points[0]?.at ?? begin),
          to: now,
          now,
          timeZone,
          levels: levelsOf(metric, known),
          yTitle: '',
          yText: text,
        });
  return { finding: findingOf(metric, known, text, timeZone), ...charts, rows: rowsOf(points, text, timeZone) };
}

function levelsOf(metric: SeriesMetric, points: readonly SeriesPoint[]) {
  if (metric === 'sroi') return [{ value: LOWEST_SROI, tone: 't90', label: 'Lowest' }];
  if (metric !== 'utilization') return [];
  const highest = Math.max(...points.map(({ value }) => value ?? 0));
  const all = [
    { value: 0.8, tone: 't80', label: '80 %' },
    { value: 0.9, tone: 't90', label: '90 %' },
    { value: 1, tone: 't100', label: '100 %' },
  ];
  return highest >= 0.5 ? all : [];
}

function findingOf(
  metric: SeriesMetric,
  known: readonly SeriesPoint[],
  text: (value: number) => string,
  timeZone: string,
): string {
  const label = METRIC_WORDS[metric];
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || first.value === null || last.value === null) return `${label}: nothing is known of this time`;
  const since = dateText(dateAt(first.at, timeZone));
  if (last.at - first.at < DAY) return `${label} ${text(last.value)} now, with nothing earlier to compare`;
  if (last.value === first.value) return `${label} unchanged at ${text(last.value)} since ${since}`;
  const way = last.value > first.value ? 'rose' : 'fell';
  return `${label} ${way} from ${text(first.value)} to ${text(last.value)} since ${since}`;
}

/** Newest first; of a long series every so many are left out, never the first or the last. */
function rowsOf(points: readonly SeriesPoint[], text: (value: number) => string, timeZone: string): TableRow[] {
  const step = Math.ceil(points.length / MOST_ROWS);
  const newestFirst = points.toReversed();
  return newestFirst
    .filter((_, index) => index % step === 0 || index === newestFirst.length - 1)
    .map(({ at, value }) => ({
      when: instantText(at, timeZone),
      datetime: new Date(at).toISOString(),
      value: value === null ? 'Not known' : text(value),
    }));
}

export function valueText(metric: SeriesMetric, value: number, currency: string): string {
  if (metric === 'budgetSpent') return moneyText(Math.round(value), currency);
  if (metric === 'utilization') return `${countText(Math.round(value * 1_000) / 10)} %`;
  const places = metric === 'sroi' ? 100 : 10;
  return countText(Math.round(value * places) / places);
}
