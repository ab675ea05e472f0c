import type { Campaign } from '../../domain/campaign/campaign.ts';
import { redactCampaign } from '../../domain/campaign/redact-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadCampaign } from './load-campaign.ts';

/** One campaign as the actor may see it. Throws NOT_FOUND. */
export async function getCampaign(
  ports: Pick<Core, 'campaigns'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<Campaign> {
  return redactCampaign(await loadCampaign(ports, context, 'campaign.read', input.id), context.actor);
}
