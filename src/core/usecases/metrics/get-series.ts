import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import {
  beginOf,
  LEDGER_SERIES,
  type LedgerSeries,
  type SeriesMetric,
  type SeriesPeriod,
  type SeriesPoint,
  type SnapshotSeries,
  valueOfSeries,
} from '../../domain/metrics/series.ts';
import { type Quantity, ratio, toUnits } from '../../domain/shared/quantity.ts';
import { addDays, dateAt, startOfDay } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type MeasurePorts, measureCampaign } from './measure-campaign.ts';

type SeriesPorts = MeasurePorts & Pick<Core, 'clock' | 'snapshots' | 'dayEnds'>;

export interface Series {
  readonly metric: SeriesMetric;
  readonly period: SeriesPeriod;
  readonly points: readonly SeriesPoint[];
  readonly currency: string;
}

/**
 * How a figure came to be what it is, each point at the time at which it was so, the last one now: what the ledger counts at the end
 * of each local day, everything else when it was snapped. Throws NOT_FOUND.
 */
export async function getSeries(
  ports: SeriesPorts,
  context: RequestContext,
  { campaignId, metric, period }: { campaignId: string; metric: SeriesMetric; period: SeriesPeriod },
): Promise<Series> {
  const campaign = await loadCampaign(ports, context, 'metrics.read', campaignId);
  const points = isLedger(metric)
    ? await fromLedger(ports, campaign, metric, period)
    : await fromSnapshots(ports, context, campaign, metric, period);
  return { metric, period, points, currency: campaign.currency };
}

function isLedger(metric: SeriesMetric): metric is LedgerSeries {
  return LEDGER_SERIES.some((known) => known === metric);
}

async function fromSnapshots(
  ports: SeriesPorts,
  { actor }: RequestContext,
  campaign: Campaign,
  metric: SnapshotSeries,
  period: SeriesPeriod,
): Promise<SeriesPoint[]> {
  const from = beginOf(period, ports.clock.now()) ?? campaign.createdAt;
  const [snapshots, metrics] = await Promise.all([
    ports.snapshots.since(campaign.id, from),
    measureCampaign(ports, campaign),
  ]);
  const points = snapshots.map(({ at, metrics: then }) => ({ at, value: valueOfSeries(metric, then, actor) }));
  return [...points, { at: ports.clock.now(), value: valueOfSeries(metric, metrics, actor) }];
}

async function fromLedger(
  ports: SeriesPorts,
  campaign: Campaign,
  metric: LedgerSeries,
  period: SeriesPeriod,
): Promise<SeriesPoint[]> {
  const { id, timeZone } = campaign;
  const now = ports.clock.now();
  const today = dateAt(now, timeZone);
  const from = dateAt(beginOf(period, now) ?? campaign.createdAt, timeZone);
  const [recorded, account] = await Promise.all([
    ports.dayEnds.since(id, from),
    ports.accounts.read(capacityAccountOf(campaign)),
  ]);
  const value = ({ consumed, capacity }: { consumed: Quantity; capacity: Quantity }) =>
    metric === 'consumed' ? toUnits(consumed) : ratio(consumed, capacity);
  const points: SeriesPoint[] = [];
  const ends = new Map(recorded.map((day) => [day.date, day]));
  let last = recorded[0]?.date && recorded[0].date < from ? recorded[0] : undefined;
  for (let date = from; date < today; date = addDays(date, 1)) {
    last = ends.get(date) ?? last;
    if (last) points.push({ at: startOfDay(addDays(date, 1), timeZone) - 1, value: value(last) });
  }
  const balance = account.balances[id];
  return balance ? [...points, { at: now, value: value(balance) }] : points;
}
