import type { MessageQuery } from '../../../ports/alert-repository.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import type { AlertMessage } from '../../domain/alerting/alert.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Messages to people and webhooks with what became of each, newest first; the dead ones are the dead letters. For staff. Throws FORBIDDEN, INVALID_CURSOR. */
export async function listMessages(
  ports: Pick<Core, 'alerts'>,
  { actor }: RequestContext,
  input: MessageQuery,
): Promise<Page<AlertMessage>> {
  requirePermission(actor, 'outbox.read');
  return ports.alerts.listMessages(input);
}
