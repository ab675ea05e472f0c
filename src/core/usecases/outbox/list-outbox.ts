import { requirePermission } from '../../domain/access/permissions.ts';
import type { OutboxItem, OutboxState } from '../../domain/outbox/outbox.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** What follows from changes, and how far it is; for staff. Throws FORBIDDEN or INVALID_CURSOR. */
export async function listOutbox(
  ports: Pick<Core, 'outbox'>,
  context: RequestContext,
  input: PageRequest & { readonly state?: OutboxState; readonly campaignId?: string },
): Promise<Page<OutboxItem>> {
  requirePermission(context.actor, 'outbox.read');
  return ports.outbox.list(input);
}
