import { requirePermission } from '../../domain/access/permissions.ts';
import type { Subscription } from '../../domain/company/company.ts';
import type { SubscriptionInput } from '../../domain/company/input.ts';
import { makeSubscription } from '../../domain/company/make-subscription.ts';
import { DomainError, invalid } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';

/**
 * Registers a company's learners' subscription. Throws BILLING_SERVICE_OWNS_SUBSCRIPTIONS where billing keeps them, UNKNOWN_REFERENCE where
 * there is no such company, or INVALID and its kin.
 */
export async function registerSubscription(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'companies'> & Partial<Pick<Core, 'billing'>>,
  context: RequestContext,
  input: SubscriptionInput,
): Promise<Keyed<Subscription>> {
  requirePermission(context.actor, 'subscription.write');
  if (ports.billing?.subscriptions)
    throw new DomainError(
      'conflict',
      'BILLING_SERVICE_OWNS_SUBSCRIPTIONS',
      'Subscriptions are kept by the billing service: register it there',
    );
  return idempotent(ports, context, async (receiptOf) => {
    const at = ports.clock.now();
    const subscription = makeSubscription(input, ports.ids.next(), at);
    const { id, companyId } = subscription;
    if (!(await ports.companies.find(companyId)))
      throw invalid(
        [{ path: 'companyId', code: 'UNKNOWN_REFERENCE', message: 'The company does not exist' }],
        'UNKNOWN_REFERENCE',
      );
    const resource = `subscriptions/${id}`;
    await ports.transactions.commit([
      { op: 'insert', collection: 'subscriptions', document: subscription },
      auditWrite(ports, context, at, {
        action: 'subscription.register',
        resource,
        companyId,
        before: null,
        after: subscription,
      }),
      ...receiptOf(subscription),
    ]);
    return subscription;
  });
}
