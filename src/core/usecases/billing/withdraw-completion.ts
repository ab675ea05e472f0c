import { requireRecording } from '../../domain/billing/check-record.ts';
import { completionId } from '../../domain/billing/completion.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';

/** Takes a completion back, as if it had not been. Throws NOT_FOUND, CAMPAIGN_NOT_OPEN. */
export async function withdrawCompletion(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'campaigns' | 'billingRecords'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly subject: string },
): Promise<void> {
  const campaign = await loadCampaign(ports, context, 'completion.write', input.campaignId);
  await untilUndisturbed(async () => {
    const completion = await ports.billingRecords.findCompletion(completionId(campaign.id, input.subject));
    if (!completion) throw notFound('Completion');
    requireRecording(campaign, 'iaas', 'completions');
    const { id, version, completedAt, evidence } = completion;
    await ports.transactions.commit([
      { op: 'delete', collection: 'completions', id, ifVersion: version },
      auditWrite(ports, context, ports.clock.now(), {
        action: 'completion.withdraw',
        resource: `campaigns/${campaign.id}/completions`,
        companyId: campaign.companyId,
        before: { version, completedAt, evidence },
        after: null,
      }),
    ]);
  });
}
