import type { Subscription } from '../../domain/company/company.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One subscription. */
export async function getSubscription(
  _ports: Pick<Core, 'companies'>,
  _context: RequestContext,
  _input: { readonly id: string },
): Promise<Subscription> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
