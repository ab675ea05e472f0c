import { requirePermission } from '../../domain/access/permissions.ts';
import type { Company } from '../../domain/company/company.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Companies by name, for staff; `q` finds words in the name. Throws FORBIDDEN or INVALID_CURSOR. */
export async function listCompanies(
  ports: Pick<Core, 'companies'>,
  context: RequestContext,
  input: PageRequest & { readonly q?: string },
): Promise<Page<Company>> {
  requirePermission(context.actor, 'company.read');
  return ports.companies.list(input);
}
