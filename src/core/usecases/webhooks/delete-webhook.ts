import { requirePermission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite } from '../write.ts';

/** Takes an address out; what still waits for it is not sent any more. Throws FORBIDDEN, NOT_FOUND. */
export async function deleteWebhook(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'webhooks'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<void> {
  requirePermission(context.actor, 'webhook.write');
  const webhook = await ports.webhooks.find(input.id);
  if (!webhook) throw notFound('Webhook');
  const { secret: _secret, ...known } = webhook;
  await ports.transactions.commit([
    { op: 'delete', collection: 'webhooks', id: webhook.id, ifVersion: webhook.version },
    auditWrite(ports, context, ports.clock.now(), {
      action: 'webhook.delete',
      resource: `webhooks/${webhook.id}`,
      companyId: webhook.companyId,
      before: known,
      after: null,
    }),
  ]);
}
