import { happenedAt, requireRecording } from '../../domain/billing/check-record.ts';
import { milestoneId, type ReachedMilestone } from '../../domain/billing/completion.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { invalid } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';
import { type Recorded, recordOnce } from './record-once.ts';

/**
 * Records that a milestone of the terms was reached, once; a repeat answers the one that stands. Throws NOT_FOUND, CONFLICT where the terms
 * are not custom, UNKNOWN_REFERENCE for a milestone that they do not name, CAMPAIGN_NOT_OPEN, INVALID.
 */
export async function reachMilestone(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'campaigns' | 'billingRecords'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly milestone: string; readonly reachedAt?: Instant | null | undefined },
): Promise<Keyed<Recorded<ReachedMilestone>>> {
  const campaign = await loadCampaign(ports, context, 'completion.write', input.campaignId);
  const { id: campaignId, companyId } = campaign;
  const milestone = input.milestone.trim();
  const id = milestoneId(campaignId, milestone);
  return idempotent(ports, context, (receiptOf) =>
    recordOnce('milestones', async () => {
      requireRecording(campaign, 'custom', 'milestones');
      requireNamed(campaign, milestone);
      const before = await ports.billingRecords.findMilestone(id);
      if (before) return { record: before, isNew: false };
      const now = ports.clock.now();
      const reachedAt = happenedAt('reachedAt', input.reachedAt, campaign, now);
      const actor = context.actor.id;
      const record = { id, version: 1, campaignId, companyId, milestone, reachedAt, recordedAt: now, actor };
      const result = { record, isNew: true };
      await ports.transactions.commit([
        { op: 'insert', collection: 'milestones', document: record },
        auditWrite(ports, context, now, {
          action: 'milestone.reach',
          resource: `campaigns/${campaignId}/milestones`,
          companyId,
          before: null,
          after: { version: 1, milestone, reachedAt },
        }),
        ...receiptOf(result),
      ]);
      return result;
    }),
  );
}

function requireNamed({ terms }: Campaign, milestone: string): void {
  if (terms?.model === 'custom' && terms.milestonePayments.some((each) => each.milestone === milestone)) return;
  const message = 'The terms name no such milestone';
  throw invalid([{ path: 'milestone', code: 'UNKNOWN_REFERENCE', message }], 'UNKNOWN_REFERENCE');
}
