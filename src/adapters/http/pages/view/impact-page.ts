import type { SnapshotSeries } from '../../../../core/domain/metrics/series.ts';
import type { Trend } from '../../../../core/domain/metrics/trend.ts';
import type { ShownFigure } from '../../../../core/domain/metrics/withhold.ts';
import { SCALE } from '../../../../core/domain/shared/quantity.ts';
import { dateAt } from '../../../../core/domain/shared/time.ts';
import type { Dashboard } from '../../../../core/usecases/metrics/get-dashboard.ts';
import type { PerformanceView } from '../../../../core/usecases/metrics/get-performance.ts';
import { countText, dateText, moneyText, percentText, plural, quantityText } from './format.ts';
import { valueText } from './impact-series.ts';

/** A figure with where it came from. */
export interface KpiCard {
  readonly label: string;
  /** What an abbreviation stands for. */
  readonly title: string | null;
  readonly value: string;
  readonly of: string;
  readonly trend: { readonly way: 'up' | 'down' | 'same'; readonly text: string } | null;
  readonly note: string;
}

/** How much of something is there, beside where it should be by now. */
export interface Meter {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly done: string;
  readonly mark: string | null;
  readonly aria: string;
  readonly tone: string;
}

export interface OutcomeBar {
  readonly label: string;
  readonly score: string;
  /** Percent of the track; null where it is not shown. */
  readonly done: string | null;
  readonly note: string;
  readonly aria: string;
}

export function kpiCards({ metrics, performance, campaign }: Dashboard): KpiCard[] {
  const { currency } = metrics.budget;
  const trend = (metric: SnapshotSeries) => trendOf(performance.trends, metric, currency, campaign.timeZone);
  const money = (amount: number | null) => (amount === null ? '–' : moneyText(amount, currency));
  const { costPerLearner, costPerHour, roi } = performance;
  return [
    {
      ...scoreCard('SROI', 'Social return on investment', metrics.sroi),
      trend: trend('sroi'),
      note: metrics.flags.lowPerformance ? 'Below 2.0: worth a look' : figureNote(metrics.sroi),
    },
    { ...scoreCard('VIS', 'Volunteer impact score', metrics.vis), trend: trend('vis'), note: figureNote(metrics.vis) },
    {
      label: 'Beneficiaries served',
      title: null,
      value: countText(metrics.beneficiariesServed),
      of: '',
      trend: trend('beneficiaries'),
      note: `${countText(metrics.beneficiaries)} in it now`,
    },
    {
      label: 'Volunteers served',
      title: null,
      value: countText(metrics.volunteersServed),
      of: '',
      trend: trend('volunteers'),
      note: `${countText(metrics.volunteers)} in it now`,
    },
    {
      label: 'Hours',
      title: null,
      value: quantityText(metrics.hours),
      of: '',
      trend: trend('hours'),
      note: `in ${plural(metrics.sessions, 'session')}`,
    },
    {
      label: 'Cost per learner',
      title: null,
      value: money(costPerLearner),
      of: '',
      trend: null,
      note: costPerLearner === null ? 'Nobody was served yet' : 'Spent by everyone served',
    },
    {
      label: 'Cost per hour',
      title: null,
      value: money(costPerHour),
      of: '',
      trend: null,
      note: costPerHour === null ? 'No hours yet' : 'Spent by hours given',
    },
    {
      label: 'Return',
      title: 'Return on investment: (SROI − 1) × 100',
      value: roi === null ? '–' : `${countText(Math.round(roi))} %`,
      of: '',
      trend: null,
      note: roi === null ? figureNote(metrics.sroi) : 'By the reported SROI',
    },
  ];
}

function scoreCard(label: string, title: string, { value }: ShownFigure) {
  return { label, title, value: value === null ? '–' : countText(Math.round(value * 100) / 100), of: '' };
}

export function figureNote({ value, reason }: ShownFigure): string {
  if (value !== null) return 'As Program Management reports it';
  return reason === 'too_few' ? 'Withheld: it is over fewer than 5 people' : 'Not reported yet';
}

function trendOf(trends: readonly Trend[], metric: SnapshotSeries, currency: string, timeZone: string) {
  const found = trends.find((one) => one.metric === metric);
  if (!found || found.now === null || found.before === null || found.since === null) return null;
  const change = Math.round((found.now - found.before) * 10_000) / 10_000;
  const since = `since ${dateText(dateAt(found.since, timeZone))}`;
  if (change === 0) return { way: 'same', text: `unchanged ${since}` } as const;
  const way = change > 0 ? 'up' : 'down';
  return { way, text: `${way} ${valueText(metric, Math.abs(change), currency)} ${since}` } as const;
}

/** Budget beside time, and each target beside time: behind or ahead at one glance. */
export function meters({ metrics, capacity, performance }: Dashboard): Meter[] {
  const { allocated, spent, currency } = metrics.budget;
  const { elapsedDays, totalDays } = performance.financials.burn;
  const time = elapsedDays !== null && totalDays !== null ? elapsedDays / totalDays : null;
  const due = time === null ? '' : `, ${percentText(elapsedDays ?? 0, totalDays ?? 1)} of the time is over`;
  const targets = [
    ['Volunteers', capacity.volunteers],
    ['Beneficiaries', capacity.beneficiaries],
  ] as const;
  return [
    ...(allocated === null || allocated === 0
      ? []
      : [
          meter(
            'Budget',
            spent / allocated,
            percentText(spent, allocated) ?? '–',
            `${moneyText(spent, currency)} of ${moneyText(allocated, currency)}${due}`,
            time,
            metrics.flags.budgetWarning ? 'band-90' : '',
          ),
        ]),
    ...targets.flatMap(([label, target]) =>
      target?.target
        ? [
            meter(
              `${label} against target`,
              target.current / target.target,
              percentText(target.current * SCALE, target.target * SCALE) ?? '–',
              `${countText(target.current)} of ${countText(target.target)}${due}`,
              time,
              '',
            ),
          ]
        : [],
    ),
  ];
}

function meter(label: string, share: number, value: string, note: string, time: number | null, tone: string): Meter {
  const percent = (of: number) => `${(Math.min(1, Math.max(0, of)) * 100).toFixed(1)}%`;
  const mark = time === null ? null : percent(time);
  return { label, value, note, done: percent(share), mark, aria: `${label}: ${value}, ${note}`, tone };
}

/** Outcomes as bars from 0 to 1, the highest first; what is withheld says so. */
export function outcomeBars({ outcomes, financials }: Pick<PerformanceView, 'outcomes' | 'financials'>): OutcomeBar[] {
  return outcomes
    .toSorted((a, b) => (b.score.value ?? -1) - (a.score.value ?? -1))
    .map(({ dimension, score, costPerOutcome }) =>
      outcomeBar(
        dimension,
        score,
        costPerOutcome === null ? '' : `${moneyText(costPerOutcome, financials.currency)} for a whole outcome`,
      ),
    );
}

export function outcomeBar(dimension: string, score: ShownFigure, note: string): OutcomeBar {
  const label = dimensionText(dimension);
  if (score.value === null)
    return { label, score: '–', done: null, note: figureNote(score), aria: `${label}: ${figureNote(score)}` };
  const text = score.value.toFixed(2);
  return { label, score: text, done: `${(score.value * 100).toFixed(1)}%`, note, aria: `${label}: ${text} of 1` };
}

/** `Job readiness` of `job_readiness`. */
export function dimensionText(dimension: string): string {
  const words = dimension.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the outcomes say together. */
export function outcomesFinding(bars: readonly OutcomeBar[]): string {
  const shown = bars.filter(({ done }) => done !== null);
  const best = shown[0];
  if (!best) return bars.length === 0 ? 'No outcome is reported yet' : 'Outcomes are withheld';
  const last = shown.at(-1);
  return last && last !== best
    ? `Strongest in ${best.label.toLowerCase()} (${best.score}), weakest in ${last.label.toLowerCase()} (${last.score})`
    : `${best.label} at ${best.score} of 1`;
}
