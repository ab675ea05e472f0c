import { authorise } from '../../domain/access/permissions.ts';
import type { Subscription } from '../../domain/company/company.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One subscription; company roles see their own. Throws NOT_FOUND. */
export async function getSubscription(
  ports: Pick<Core, 'companies'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<Subscription> {
  const subscription = await ports.companies.findSubscription(input.id);
  if (!subscription) throw notFound('Subscription');
  authorise(context.actor, 'subscription.read', subscription.companyId, 'Subscription');
  return subscription;
}
