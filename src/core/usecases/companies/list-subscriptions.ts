import { companyScope } from '../../domain/access/permissions.ts';
import type { Subscription } from '../../domain/company/company.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Subscriptions by name; company roles see their own company's, and nothing of another. */
export async function listSubscriptions(
  ports: Pick<Core, 'companies'>,
  context: RequestContext,
  input: PageRequest & { readonly companyId?: string },
): Promise<Page<Subscription>> {
  const scope = companyScope(context.actor, 'subscription.read', input.companyId);
  if (scope === 'nothing') return { items: [], nextCursor: null };
  return ports.companies.listSubscriptions({ ...input, ...scope });
}
