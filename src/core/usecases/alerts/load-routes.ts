import type { Notifier } from '../../../ports/notifier.ts';
import type { AlertKind, Recipient } from '../../domain/alerting/alert.ts';
import type { Routes } from '../../domain/alerting/change.ts';
import { messageTypeOf } from '../../domain/alerting/topic.ts';

/** How each of the recipients can be reached at present. */
export async function loadRoutes(
  notifier: Notifier,
  recipients: readonly Recipient[],
  companyId: string,
  kind: AlertKind = 'capacity',
): Promise<Routes> {
  const routes = await Promise.all(
    recipients.map((recipient) => notifier.routesFor(recipient, companyId, messageTypeOf(kind))),
  );
  return new Map(recipients.map((recipient, at) => [recipient, routes[at] ?? []]));
}
