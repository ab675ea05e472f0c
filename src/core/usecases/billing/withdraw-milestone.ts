import { requireRecording } from '../../domain/billing/check-record.ts';
import { milestoneId } from '../../domain/billing/completion.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';

/** Takes a reached milestone back, as if it had not been. Throws NOT_FOUND, CAMPAIGN_NOT_OPEN. */
export async function withdrawMilestone(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'campaigns' | 'billingRecords'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly milestone: string },
): Promise<void> {
  const campaign = await loadCampaign(ports, context, 'completion.write', input.campaignId);
  await untilUndisturbed(async () => {
    const reached = await ports.billingRecords.findMilestone(milestoneId(campaign.id, input.milestone));
    if (!reached) throw notFound('Milestone');
    requireRecording(campaign, 'custom', 'milestones');
    const { id, version, milestone, reachedAt } = reached;
    await ports.transactions.commit([
      { op: 'delete', collection: 'milestones', id, ifVersion: version },
      auditWrite(ports, context, ports.clock.now(), {
        action: 'milestone.withdraw',
        resource: `campaigns/${campaign.id}/milestones`,
        companyId: campaign.companyId,
        before: { version, milestone, reachedAt },
        after: null,
      }),
    ]);
  });
}
