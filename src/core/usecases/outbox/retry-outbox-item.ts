import { requirePermission } from '../../domain/access/permissions.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { revived } from '../../domain/outbox/settle.ts';
import { DomainError, notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';

/** Has an item's work tried again now, also a dead one's. Throws NOT_FOUND, or ACTION_ENDED where it is done already. */
export async function retryOutboxItem(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'outbox'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<Keyed<OutboxItem>> {
  requirePermission(context.actor, 'outbox.write');
  return idempotent(ports, context, (receiptOf) =>
    untilUndisturbed(async () => {
      const before = await ports.outbox.find(input.id);
      if (!before) throw notFound('Outbox item');
      if (before.state === 'delivered') throw new DomainError('conflict', 'ACTION_ENDED', 'This is done already');
      const at = ports.clock.now();
      const item = revived(before, at);
      const { id, companyId } = item;
      await ports.transactions.commit([
        { op: 'replace', collection: 'outbox', document: item, ifVersion: before.version },
        auditWrite(ports, context, at, {
          action: 'outbox.retry',
          resource: `outbox/${id}`,
          companyId,
          before: { state: before.state, attempts: before.attempts },
          after: { state: item.state, attempts: item.attempts },
        }),
        ...receiptOf(item),
      ]);
      return item;
    }),
  );
}
