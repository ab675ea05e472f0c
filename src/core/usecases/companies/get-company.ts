import { requirePermission } from '../../domain/access/permissions.ts';
import type { Company } from '../../domain/company/company.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One company, for staff. Throws FORBIDDEN or NOT_FOUND. */
export async function getCompany(
  ports: Pick<Core, 'companies'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<Company> {
  requirePermission(context.actor, 'company.read');
  const company = await ports.companies.find(input.id);
  if (!company) throw notFound('Company');
  return company;
}
