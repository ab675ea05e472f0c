import type { Company } from '../../domain/company/company.ts';
import type { CompanyPatch } from '../../domain/company/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Changes a company. */
export async function updateCompany(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'companies'>,
  _context: RequestContext,
  _input: { readonly id: string; readonly ifVersion: number; readonly patch: CompanyPatch },
): Promise<Company> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
