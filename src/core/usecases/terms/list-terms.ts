import type { TermsVersion } from '../../domain/terms/terms.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Every version of a campaign's terms, newest first. Who put them is for the edge to keep from company roles. Throws NOT_FOUND. */
export async function listTerms(
  ports: Pick<Core, 'campaigns'>,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<{ readonly items: readonly TermsVersion[] }> {
  const campaign = await loadCampaign(ports, context, 'terms.read', input.campaignId);
  return { items: await ports.campaigns.termsVersions(campaign.id) };
}
