import type { Notifier } from '../../../ports/notifier.ts';
import type { Recipient } from '../../domain/alerting/alert.ts';
import type { Routes } from '../../domain/alerting/change.ts';

/** How each of the recipients can be reached at present. */
export async function loadRoutes(
  notifier: Notifier,
  recipients: readonly Recipient[],
  companyId: string,
): Promise<Routes> {
  const routes = await Promise.all(recipients.map((recipient) => notifier.routesFor(recipient, companyId)));
  return new Map(recipients.map((recipient, at) => [recipient, routes[at] ?? []]));
}
