import { requirePermission } from '../../domain/access/permissions.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { Webhook } from '../../domain/webhook/webhook.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

export type KnownWebhook = Omit<Webhook, 'secret'>;

/** A page of webhooks, newest first, without their secrets. Throws FORBIDDEN, INVALID_CURSOR. */
export async function listWebhooks(
  ports: Pick<Core, 'webhooks'>,
  { actor }: RequestContext,
  input: PageRequest & { readonly companyId?: string },
): Promise<Page<KnownWebhook>> {
  requirePermission(actor, 'webhook.read');
  const page = await ports.webhooks.list(input);
  return { ...page, items: page.items.map(({ secret: _secret, ...known }) => known) };
}
