import { requirePermission } from '../../domain/access/permissions.ts';
import type { MessageType } from '../../domain/alerting/alert.ts';
import { invalid } from '../../domain/shared/errors.ts';
import { urlIssue } from '../../domain/webhook/check-url.ts';
import type { Webhook } from '../../domain/webhook/webhook.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';

export interface WebhookInput {
  readonly url: string;
  /** At least one. */
  readonly types: readonly MessageType[];
  /** Left out: told of every company. */
  readonly companyId?: string | null | undefined;
}

/**
 * Registers an address for events; the answer alone carries its signing secret.
 * Throws FORBIDDEN, INVALID (an address that cannot be called or leads into a private network), UNKNOWN_REFERENCE.
 */
export async function createWebhook(
  ports: Pick<Core, 'clock' | 'companies' | 'ids' | 'receipts' | 'transactions' | 'webhookEndpoints'>,
  context: RequestContext,
  input: WebhookInput,
): Promise<Keyed<Webhook>> {
  requirePermission(context.actor, 'webhook.write');
  return idempotent(ports, context, async (receiptOf) => {
    await checkInput(ports, input);
    const at = ports.clock.now();
    const webhook: Webhook = {
      id: ports.ids.next(),
      version: 1,
      url: input.url,
      types: [...new Set(input.types)],
      companyId: input.companyId ?? null,
      secret: ports.webhookEndpoints.newSecret(),
      createdAt: at,
      createdBy: context.actor.id,
    };
    const { secret: _secret, ...known } = webhook;
    await ports.transactions.commit([
      { op: 'insert', collection: 'webhooks', document: webhook },
      auditWrite(ports, context, at, {
        action: 'webhook.create',
        resource: `webhooks/${webhook.id}`,
        companyId: webhook.companyId,
        before: null,
        after: known,
      }),
      ...receiptOf(webhook),
    ]);
    return webhook;
  });
}

async function checkInput(
  ports: Pick<Core, 'companies' | 'webhookEndpoints'>,
  { url, types, companyId }: WebhookInput,
): Promise<void> {
  const issue = urlIssue(url);
  if (issue) throw invalid([issue]);
  if (types.length === 0) throw invalid([{ path: 'types', code: 'REQUIRED', message: 'types names no event' }]);
  if (await ports.webhookEndpoints.isPrivate(url)) {
    throw invalid([{ path: 'url', code: 'PRIVATE_ADDRESS', message: 'url leads into a private or local network' }]);
  }
  if (companyId != null && !(await ports.companies.find(companyId))) {
    const message = 'There is no such company';
    throw invalid([{ path: 'companyId', code: 'UNKNOWN_REFERENCE', message }], 'UNKNOWN_REFERENCE');
  }
}
