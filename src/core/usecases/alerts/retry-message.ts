import { requirePermission } from '../../domain/access/permissions.ts';
import type { AlertMessage } from '../../domain/alerting/alert.ts';
import { reviveMessage } from '../../domain/alerting/settle-message.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite, untilUndisturbed } from '../write.ts';

/**
 * Puts a dead letter back among the messages that wait, once: one that waits already is answered as it is. What has lost its sense
 * meanwhile is dropped in place of being sent. Throws FORBIDDEN, NOT_FOUND, or ACTION_ENDED where it was delivered or dropped.
 */
export async function retryMessage(
  ports: Pick<Core, 'alerts' | 'clock' | 'ids' | 'transactions' | 'receipts'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<Keyed<AlertMessage>> {
  requirePermission(context.actor, 'outbox.write');
  return idempotent<AlertMessage>(ports, context, (receiptOf) =>
    untilUndisturbed(async () => {
      const before = await ports.alerts.message(input.id);
      if (!before) throw notFound('Delivery');
      const at = ports.clock.now();
      const message = reviveMessage(before, at);
      if (message === before) return before;
      await ports.transactions.commit([
        { op: 'replace', collection: 'alertMessages', document: message, ifVersion: before.version },
        auditWrite(ports, context, at, {
          action: 'delivery.retry',
          resource: `deliveries/${message.id}`,
          companyId: message.companyId,
          before: { state: before.state, attempts: before.attempts },
          after: { state: message.state, attempts: message.attempts },
        }),
        ...receiptOf(message),
      ]);
      return message;
    }),
  );
}
