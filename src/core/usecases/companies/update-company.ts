import { requirePermission } from '../../domain/access/permissions.ts';
import type { Company } from '../../domain/company/company.ts';
import type { CompanyPatch } from '../../domain/company/input.ts';
import { patchCompany } from '../../domain/company/make-company.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, requireVersion } from '../write.ts';

/** Changes a company by a merge patch. Throws NOT_FOUND, VERSION_MISMATCH, or INVALID and its kin. */
export async function updateCompany(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'companies'>,
  context: RequestContext,
  input: { readonly id: string; readonly ifVersion: number; readonly patch: CompanyPatch },
): Promise<Company> {
  requirePermission(context.actor, 'company.write');
  const before = await ports.companies.find(input.id);
  if (!before) throw notFound('Company');
  requireVersion(before, input.ifVersion);
  const at = ports.clock.now();
  const company = patchCompany(before, input.patch, at);
  await ports.transactions.commit([
    { op: 'replace', collection: 'companies', document: company, ifVersion: before.version },
    auditWrite(ports, context, at, {
      action: 'company.update',
      resource: `companies/${company.id}`,
      companyId: company.id,
      before,
      after: company,
    }),
  ]);
  return company;
}
