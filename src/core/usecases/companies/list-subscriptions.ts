import { companyScope } from '../../domain/access/permissions.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type SubscriptionView, withAge } from './subscription-view.ts';

/** Subscriptions by name; company roles see their own company's, and nothing of another. Throws UNAVAILABLE as `getSubscription` does. */
export async function listSubscriptions(
  ports: Pick<Core, 'companies' | 'billingRecords'> & Partial<Pick<Core, 'billing'>>,
  context: RequestContext,
  input: PageRequest & { readonly companyId?: string },
): Promise<Page<SubscriptionView>> {
  const scope = companyScope(context.actor, 'subscription.read', input.companyId);
  if (scope === 'nothing') return { items: [], nextCursor: null };
  const page = await ports.companies.listSubscriptions({ ...input, ...scope });
  return { ...page, items: await withAge(ports, page.items) };
}
