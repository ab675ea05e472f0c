import { reviewActivity } from '../../domain/activity/review-activity.ts';
import { takesConsumption } from '../../domain/lifecycle/status.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { outboxWrites } from '../campaigns/writes.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';
import { debitItems } from './debit-items.ts';

/** As many as are taken in one request; the oldest first. */
const MOST = 100;

/** How many refused debits of a campaign were tried again; what is refused once more waits as before. */
export interface RetriedDebits {
  readonly tried: number;
}

/**
 * Has a campaign's refused debits tried again, the oldest 100, once it was topped up or runs again.
 * Throws NOT_FOUND, FORBIDDEN, CAMPAIGN_NOT_OPEN while the campaign takes no consumption.
 */
export async function retryDebits(
  ports: OutboxWorld & Pick<Core, 'ids' | 'receipts'>,
  context: RequestContext,
  { campaignId }: { readonly campaignId: string },
): Promise<Keyed<RetriedDebits>> {
  let items: OutboxItem[] = [];
  const answer = await idempotent<RetriedDebits>(ports, context, (receiptOf) =>
    untilUndisturbed(async () => {
      const campaign = await loadCampaign(ports, context, 'activity.write', campaignId);
      if (!takesConsumption(campaign.status))
        throw new DomainError('conflict', 'CAMPAIGN_NOT_OPEN', `The campaign is ${campaign.status} and debits nothing`);
      const query = { campaignId, attention: 'refused', limit: MOST, cursor: null } as const;
      const { items: refused } = await ports.activities.list(query);
      const candidates = await ports.activities.candidates({ companyIds: [campaign.companyId] });
      const at = ports.clock.now();
      const made = { at, actor: context.actor.id };
      const due = refused.map((one) => reviewActivity(one, { decision: 'accept' }, candidates, made).activity);
      items = debitItems(due, context.actor.id, at);
      if (due.length > 0)
        await ports.transactions.commit([
          ...due.map((document) => {
            return { op: 'replace', collection: 'activities', document, ifVersion: document.version - 1 } as const;
          }),
          ...outboxWrites(items),
          auditWrite(ports, context, at, {
            action: 'activity.retry-debits',
            resource: `campaigns/${campaignId}`,
            companyId: campaign.companyId,
            before: null,
            after: { debits: due.length },
          }),
          ...receiptOf({ tried: due.length }),
        ]);
      return { tried: due.length };
    }),
  );
  if (!answer.replayed) await deliverNow(ports, items);
  return answer;
}
