import { DomainError } from '../../domain/shared/errors.ts';
import type { TermsVersion } from '../../domain/terms/terms.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Terms versions. */
export async function listTerms(
  _ports: Pick<Core, 'campaigns'>,
  _context: RequestContext,
  _input: { readonly campaignId: string },
): Promise<{ readonly items: readonly TermsVersion[] }> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
