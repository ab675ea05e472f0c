import { capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { noticeItems } from '../../domain/outbox/make-item.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { giveBackShare } from '../../domain/terms/shares.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { periodWrites } from '../lifecycle/schedule-writes.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, requireVersion, untilUndisturbed } from '../write.ts';
import { loadCampaign } from './load-campaign.ts';
import { loadSubscription } from './load-named.ts';
import { outboxWrites, subscriptionWrites } from './writes.ts';

/**
 * Deletes a draft that never left draft and gives its share of a subscription back.
 * Throws NOT_FOUND, VERSION_MISMATCH or NOT_DELETABLE.
 */
export async function deleteCampaign(
  ports: OutboxWorld & Pick<Core, 'ids' | 'companies' | 'schedule'>,
  context: RequestContext,
  input: { readonly id: string; readonly ifVersion: number },
): Promise<void> {
  const items = await untilUndisturbed(async () => {
    const before = await loadCampaign(ports, context, 'campaign.write', input.id);
    requireVersion(before, input.ifVersion);
    if (before.leftDraft || before.status !== 'draft')
      throw new DomainError('conflict', 'NOT_DELETABLE', 'Only a draft that never left draft can be deleted');
    const at = ports.clock.now();
    const subscription = await loadSubscription(ports, before.terms);
    const { id, companyId } = before;
    const version = before.version + 1;
    const gone = { ...before, version };
    const change = { kind: 'status' as const, version, status: 'closed' as const, companyId };
    const items = noticeItems(
      gone,
      before.terms ? [{ accountId: capacityAccountOf(before), change, dueAt: null }] : [],
      at,
    );
    await ports.transactions.commit([
      { op: 'delete', collection: 'campaigns', id, ifVersion: before.version },
      ...subscriptionWrites(subscription ? [giveBackShare(subscription, id, at)] : []),
      ...outboxWrites(items),
      ...(await periodWrites(ports, { ...gone, status: 'closed' }, at)),
      auditWrite(ports, context, at, {
        action: 'campaign.delete',
        resource: `campaigns/${id}`,
        companyId,
        before,
        after: null,
      }),
    ]);
    return items;
  });
  await deliverNow(ports, items);
}
