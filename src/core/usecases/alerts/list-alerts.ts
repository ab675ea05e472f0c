import type { AlertQuery } from '../../../ports/alert-repository.ts';
import { isStaff } from '../../domain/access/actor.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import type { Alert } from '../../domain/alerting/alert.ts';
import { visibleAlerts } from '../../domain/alerting/redact.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** A page of alerts, newest first; a company sees its own, whatever it asks for. Throws INVALID_CURSOR. */
export async function listAlerts(
  ports: Pick<Core, 'alerts'>,
  { actor }: RequestContext,
  input: AlertQuery,
): Promise<Page<Alert>> {
  requirePermission(actor, 'alert.read');
  if (isStaff(actor)) return ports.alerts.list(input);
  if (actor.companyId === null || (input.companyId ?? actor.companyId) !== actor.companyId) {
    return { items: [], nextCursor: null };
  }
  const page = await ports.alerts.list({ ...input, companyId: actor.companyId, forCompany: true });
  return { ...page, items: visibleAlerts(page.items, actor) };
}
