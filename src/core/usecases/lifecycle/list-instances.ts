import type { Instance } from '../../domain/lifecycle/instance.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** The cohorts of a campaign, oldest first. Throws NOT_FOUND. */
export async function listInstances(
  ports: Pick<Core, 'campaigns'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly Instance[] }> {
  const campaign = await loadCampaign(ports, context, 'instance.read', input.campaignId);
  return { items: await ports.campaigns.instances(campaign.id) };
}
