import type { Write } from '../../../ports/transactions.ts';
import { requireRecording } from '../../domain/billing/check-record.ts';
import { completionId } from '../../domain/billing/completion.ts';
import { type Evidence, evidenceKey } from '../../domain/evidence/evidence.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';

/** Takes a completion back, as if it had not been. Throws NOT_FOUND, CAMPAIGN_NOT_OPEN. */
export async function withdrawCompletion(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'campaigns' | 'billingRecords' | 'evidence'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly subject: string },
): Promise<void> {
  const campaign = await loadCampaign(ports, context, 'completion.write', input.campaignId);
  await untilUndisturbed(async () => {
    const completion = await ports.billingRecords.findCompletion(completionId(campaign.id, input.subject));
    if (!completion) throw notFound('Completion');
    requireRecording(campaign, 'iaas', 'completions');
    const { id, version, completedAt, evidence } = completion;
    const linked = await ports.evidence.byIds(evidence.map(({ evidenceId }) => evidenceKey(campaign.id, evidenceId)));
    await ports.transactions.commit([
      { op: 'delete', collection: 'completions', id, ifVersion: version },
      ...linked.map(
        (each): Write => ({
          op: 'replace',
          collection: 'evidence',
          document: without(each, id),
          ifVersion: each.version,
        }),
      ),
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

/** The evidence stays, and stands for one completion less. */
function without(evidence: Evidence, completion: string): Evidence {
  const completions = evidence.completions.filter((id) => id !== completion);
  return { ...evidence, version: evidence.version + 1, completions };
}
