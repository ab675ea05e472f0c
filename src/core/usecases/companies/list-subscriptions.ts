import type { Subscription } from '../../domain/company/company.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Subscriptions. */
export async function listSubscriptions(
  _ports: Pick<Core, 'companies'>,
  _context: RequestContext,
  _input: PageRequest & { readonly companyId?: string },
): Promise<Page<Subscription>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
