import type { Company } from '../../domain/company/company.ts';
import type { CompanyInput } from '../../domain/company/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';

/** Makes a company. */
export async function createCompany(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts'>,
  _context: RequestContext,
  _input: CompanyInput,
): Promise<Keyed<Company>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
