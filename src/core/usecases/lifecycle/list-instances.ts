import { redactInstance, type VisibleInstance } from '../../domain/lifecycle/redact-instance.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** The cohorts of a campaign as the actor may see them, oldest first. Throws NOT_FOUND. */
export async function listInstances(
  ports: Pick<Core, 'campaigns'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly VisibleInstance[] }> {
  const campaign = await loadCampaign(ports, context, 'instance.read', input.campaignId);
  const instances = await ports.campaigns.instances(campaign.id);
  return { items: instances.map((instance) => redactInstance(instance, context.actor)) };
}
