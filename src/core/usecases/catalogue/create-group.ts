import { requirePermission } from '../../domain/access/permissions.ts';
import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import type { GroupInput } from '../../domain/catalogue/input.ts';
import { makeGroup } from '../../domain/catalogue/make-group.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite } from '../write.ts';

/** Describes a beneficiary group. Throws FORBIDDEN, INVALID, or PERSONAL_DATA where a text names a person's address or number. */
export async function createGroup(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts'>,
  context: RequestContext,
  input: GroupInput,
): Promise<Keyed<BeneficiaryGroup>> {
  requirePermission(context.actor, 'catalogue.write');
  return idempotent(ports, context, async (receiptOf) => {
    const at = ports.clock.now();
    const group = makeGroup(input, ports.ids.next(), at);
    const resource = `beneficiary-groups/${group.id}`;
    await ports.transactions.commit([
      { op: 'insert', collection: 'beneficiaryGroups', document: group },
      auditWrite(ports, context, at, { action: 'group.create', resource, companyId: null, before: null, after: group }),
      ...receiptOf(group),
    ]);
    return group;
  });
}
