import type { ActivityTotals } from '../../../ports/activity-repository.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** What a campaign's linked activities come to; beside what Program Management reports of its cohorts, never mixed with it. Throws NOT_FOUND. */
export async function getActivityTotals(
  ports: Pick<Core, 'activities' | 'campaigns'>,
  context: RequestContext,
  { campaignId }: { readonly campaignId: string },
): Promise<ActivityTotals> {
  await loadCampaign(ports, context, 'activity.read', campaignId);
  return ports.activities.totals(campaignId);
}
