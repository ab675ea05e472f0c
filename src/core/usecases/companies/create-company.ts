import { requirePermission } from '../../domain/access/permissions.ts';
import type { Company } from '../../domain/company/company.ts';
import type { CompanyInput } from '../../domain/company/input.ts';
import { makeCompany } from '../../domain/company/make-company.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';

/**
 * Makes a company. Throws FORBIDDEN, or INVALID and its kin with every issue.
 * The first answer is kept without its contacts, which can be erased: a repeat shows those that stand now.
 */
export async function createCompany(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'companies'>,
  context: RequestContext,
  input: CompanyInput,
): Promise<Keyed<Company>> {
  requirePermission(context.actor, 'company.write');
  const answer = await idempotent<Company>(ports, context, async (receiptOf) => {
    const at = ports.clock.now();
    const company = makeCompany(input, ports.ids.next(), at);
    const resource = `companies/${company.id}`;
    await ports.transactions.commit([
      { op: 'insert', collection: 'companies', document: company },
      auditWrite(ports, context, at, {
        action: 'company.create',
        resource,
        companyId: company.id,
        before: null,
        after: company,
      }),
      ...receiptOf({ ...company, contacts: [] }),
    ]);
    return company;
  });
  if (!answer.replayed) return answer;
  const present = await ports.companies.find(answer.result.id);
  return { ...answer, result: { ...answer.result, contacts: present?.contacts ?? [] } };
}
