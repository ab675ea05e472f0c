import type { Campaign } from '../../domain/campaign/campaign.ts';
import { type Burn, burnOf } from '../../domain/metrics/burn.ts';
import { type CampaignMetrics, flagsOf, type MetricsFlags } from '../../domain/metrics/metrics.ts';
import { type Performance, performanceOf } from '../../domain/metrics/performance.ts';
import type { Snapshot } from '../../domain/metrics/snapshot.ts';
import { TREND_WINDOW, type Trend, trendsOf } from '../../domain/metrics/trend.ts';
import { showFigure } from '../../domain/metrics/withhold.ts';
import { dateAt } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type MeasurePorts, measureCampaign } from './measure-campaign.ts';

export type PerformancePorts = MeasurePorts & Pick<Core, 'clock' | 'snapshots'>;

export interface FinancialsView {
  readonly burn: Burn;
  readonly currency: string;
}

export interface PerformanceView extends Performance {
  readonly spent: number;
  readonly financials: FinancialsView;
  readonly flags: MetricsFlags;
  readonly trends: readonly Trend[];
}

/** How fast a campaign spends its budget. Throws NOT_FOUND, also for another company's. */
export async function getFinancials(
  ports: Pick<Core, 'campaigns' | 'clock'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<FinancialsView> {
  return financialsOf(ports, await loadCampaign(ports, context, 'metrics.read', input.campaignId));
}

export function financialsOf({ clock }: Pick<Core, 'clock'>, campaign: Campaign): FinancialsView {
  const today = dateAt(clock.now(), campaign.timeZone);
  return { burn: burnOf(campaign, today), currency: campaign.currency };
}

/** What a campaign got for its money, and where it is heading. Throws NOT_FOUND, also for another company's. */
export async function getPerformance(
  ports: PerformancePorts,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<PerformanceView> {
  const campaign = await loadCampaign(ports, context, 'metrics.read', input.campaignId);
  return performanceView(ports, context, campaign, await measureCampaign(ports, campaign));
}

/** The same of figures that the caller has read already. */
export async function performanceView(
  ports: PerformancePorts,
  { actor }: RequestContext,
  campaign: Campaign,
  metrics: CampaignMetrics,
): Promise<PerformanceView> {
  return {
    ...performanceOf(metrics, actor),
    spent: metrics.budget.spent,
    financials: financialsOf(ports, campaign),
    flags: flagsOf(metrics, showFigure(metrics.sroi, actor).value, campaign.status),
    trends: trendsOf(metrics, await snapshotBefore(ports, campaign.id), actor),
  };
}

/** What the present is compared with: the newest snapshot of at least 30 days ago, else the first. */
export async function snapshotBefore(
  { clock, snapshots }: Pick<Core, 'clock' | 'snapshots'>,
  campaignId: string,
): Promise<Snapshot | null> {
  const begin = clock.now() - TREND_WINDOW;
  const before = await snapshots.newestUntil(campaignId, begin);
  return before ?? (await snapshots.since(campaignId, begin)).find(({ kind }) => kind !== 'backfilled') ?? null;
}
