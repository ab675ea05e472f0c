import { isStaff } from '../../domain/access/actor.ts';
import { authorise, type Permission } from '../../domain/access/permissions.ts';
import type { Alert } from '../../domain/alerting/alert.ts';
import { isWithheld, redactAlert } from '../../domain/alerting/redact.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One alert as the caller may see it. Throws NOT_FOUND, also for another company's. */
export async function getAlert(
  ports: Pick<Core, 'alerts'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<Alert> {
  return redactAlert(await loadAlert(ports, context, input.id, 'alert.read'), context.actor);
}

/** The whole alert, once the caller has proved to have the permission for it. */
export async function loadAlert(
  ports: Pick<Core, 'alerts'>,
  { actor }: RequestContext,
  id: string,
  permission: Permission,
): Promise<Alert> {
  const alert = await ports.alerts.find(id);
  if (!alert) throw notFound('Alert');
  authorise(actor, permission, alert.companyId, 'Alert');
  if (!isStaff(actor) && isWithheld(alert)) throw notFound('Alert');
  return alert;
}
