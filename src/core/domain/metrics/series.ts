import type { Actor } from '../access/actor.ts';
import type { MinorUnits } from '../shared/money.ts';
import { toUnits } from '../shared/quantity.ts';
import { DAY, type Instant } from '../shared/time.ts';
import type { SnapshotMetrics } from './snapshot.ts';
import { showFigure } from './withhold.ts';

/** Series that snapshots keep; the first two are counted by the ledger day by day. */
export const LEDGER_SERIES = ['consumed', 'utilization'] as const;
export const SNAPSHOT_SERIES = [
  'sroi',
  'vis',
  'volunteers',
  'beneficiaries',
  'sessions',
  'hours',
  'budgetSpent',
] as const;
export type LedgerSeries = (typeof LEDGER_SERIES)[number];
export type SnapshotSeries = (typeof SNAPSHOT_SERIES)[number];
export type SeriesMetric = LedgerSeries | SnapshotSeries;

export const PERIODS = ['7d', '30d', '90d', 'all'] as const;
export type SeriesPeriod = (typeof PERIODS)[number];

/** How many days back a period reaches; null for all. */
export function daysOf(period: SeriesPeriod): number | null {
  return period === 'all' ? null : Number.parseInt(period, 10);
}

/** Where a period begins; null for all. */
export function beginOf(period: SeriesPeriod, now: Instant): Instant | null {
  const days = daysOf(period);
  return days === null ? null : now - days * DAY;
}

/** Whether the series is an amount of money, whose values are minor units. */
export function isMoney(metric: SeriesMetric): boolean {
  return metric === 'budgetSpent';
}

export interface SeriesPoint {
  readonly at: Instant;
  /** Minor units where it is money; null where it is not known, or withheld. */
  readonly value: number | MinorUnits | null;
}

/** The figure of a series as the actor may see it. */
export function valueOfSeries(metric: SnapshotSeries, metrics: SnapshotMetrics, actor: Actor): SeriesPoint['value'] {
  switch (metric) {
    case 'sroi':
    case 'vis':
      return showFigure(metrics[metric], actor).value;
    case 'hours':
      return metrics.hours === null ? null : toUnits(metrics.hours);
    case 'budgetSpent':
      return metrics.budget.spent;
    default:
      return metrics[metric];
  }
}
