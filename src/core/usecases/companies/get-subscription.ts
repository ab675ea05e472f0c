import { authorise } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type SubscriptionView, withAge } from './subscription-view.ts';

/** One subscription; company roles see their own. Throws NOT_FOUND, or UNAVAILABLE where billing keeps it, was never asked for it and cannot be. */
export async function getSubscription(
  ports: Pick<Core, 'companies' | 'billingRecords'> & Partial<Pick<Core, 'billing'>>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<SubscriptionView> {
  const subscription = await ports.companies.findSubscription(input.id);
  if (!subscription) throw notFound('Subscription');
  authorise(context.actor, 'subscription.read', subscription.companyId, 'Subscription');
  const [view = { ...subscription, asOf: null }] = await withAge(ports, [subscription]);
  return view;
}
