import type { ComponentUse } from '../../domain/billing/component-use.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** What was used of a campaign's variable components, oldest first. Throws NOT_FOUND. */
export async function listComponentUses(
  ports: Pick<Core, 'campaigns' | 'billingRecords'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly ComponentUse[] }> {
  const campaign = await loadCampaign(ports, context, 'charges.read', input.campaignId);
  return { items: await ports.billingRecords.componentUses(campaign.id) };
}
