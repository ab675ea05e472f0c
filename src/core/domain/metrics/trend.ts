import type { Actor } from '../access/actor.ts';
import type { Instant } from '../shared/time.ts';
import { DAY } from '../shared/time.ts';
import type { CampaignMetrics } from './metrics.ts';
import { type SeriesPoint, SNAPSHOT_SERIES, type SnapshotSeries, valueOfSeries } from './series.ts';
import type { Snapshot } from './snapshot.ts';

/** What is compared with: the newest snapshot that is as old, else the oldest there is. */
export const TREND_WINDOW = 30 * DAY;

/** A figure now and a while ago. */
export interface Trend {
  readonly metric: SnapshotSeries;
  readonly now: SeriesPoint['value'];
  /** Null where there is no snapshot yet, or it was not known then. */
  readonly before: SeriesPoint['value'];
  /** When it was so. */
  readonly since: Instant | null;
}

export function trendsOf(metrics: CampaignMetrics, before: Snapshot | null, actor: Actor): Trend[] {
  return SNAPSHOT_SERIES.map((metric) => ({
    metric,
    now: valueOfSeries(metric, metrics, actor),
    before: before && valueOfSeries(metric, before.metrics, actor),
    since: before?.at ?? null,
  }));
}
