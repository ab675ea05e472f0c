import type { Company } from '../../domain/company/company.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Companies by name. */
export async function listCompanies(
  _ports: Pick<Core, 'companies'>,
  _context: RequestContext,
  _input: PageRequest & { readonly q?: string },
): Promise<Page<Company>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
