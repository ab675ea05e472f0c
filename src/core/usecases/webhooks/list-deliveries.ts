import { requirePermission } from '../../domain/access/permissions.ts';
import type { AlertMessage } from '../../domain/alerting/alert.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** What was sent to a webhook or waits for it, newest first, each with its state; the dead ones are the dead letters. Throws FORBIDDEN, NOT_FOUND. */
export async function listDeliveries(
  ports: Pick<Core, 'webhooks'>,
  { actor }: RequestContext,
  input: PageRequest & { readonly webhookId: string },
): Promise<Page<AlertMessage>> {
  requirePermission(actor, 'webhook.read');
  if (!(await ports.webhooks.find(input.webhookId))) throw notFound('Webhook');
  return ports.webhooks.deliveries(input);
}
