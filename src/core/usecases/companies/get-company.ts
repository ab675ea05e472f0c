import type { Company } from '../../domain/company/company.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One company. */
export async function getCompany(
  _ports: Pick<Core, 'companies'>,
  _context: RequestContext,
  _input: { readonly id: string },
): Promise<Company> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
