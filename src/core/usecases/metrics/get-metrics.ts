import type { Actor } from '../../domain/access/actor.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { budgetUtilization, type CampaignMetrics, flagsOf, type MetricsFlags } from '../../domain/metrics/metrics.ts';
import { type ShownFigure, showFigure } from '../../domain/metrics/withhold.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import { type MeasurePorts, measureCampaign } from './measure-campaign.ts';

/** A campaign's figures as the caller may see them. */
export interface MetricsView extends Omit<CampaignMetrics, 'sroi' | 'vis' | 'outcomes'> {
  readonly sroi: ShownFigure;
  readonly vis: ShownFigure;
  readonly budgetUtilization: number | null;
  readonly flags: MetricsFlags;
}

/** What a campaign comes to now. Throws NOT_FOUND, also for another company's. */
export async function getMetrics(
  ports: MeasurePorts,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<MetricsView> {
  const campaign = await loadCampaign(ports, context, 'metrics.read', input.campaignId);
  return showMetrics(campaign, await measureCampaign(ports, campaign), context.actor);
}

/** The figures as the actor may see them. */
export function showMetrics(campaign: Campaign, metrics: CampaignMetrics, actor: Actor): MetricsView {
  const { outcomes: _, ...figures } = metrics;
  const sroi = showFigure(metrics.sroi, actor);
  return {
    ...figures,
    sroi,
    vis: showFigure(metrics.vis, actor),
    budgetUtilization: budgetUtilization(metrics.budget),
    flags: flagsOf(metrics, sroi.value, campaign.status),
  };
}
