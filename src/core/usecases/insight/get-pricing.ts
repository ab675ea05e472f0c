import type { PricingInsight } from '../../domain/insight/insight.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import { type InsightPorts, loadInsights } from './load-insights.ts';

/** The insight into one campaign's contract. Throws NOT_FOUND, FORBIDDEN. */
export async function getPricing(
  ports: InsightPorts,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<PricingInsight> {
  const campaign = await loadCampaign(ports, context, 'pricing.read', input.campaignId);
  const [insight] = await loadInsights(ports, [campaign]);
  if (!insight) throw notFound('Campaign');
  return insight;
}
