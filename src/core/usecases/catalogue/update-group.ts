import { requirePermission } from '../../domain/access/permissions.ts';
import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import type { GroupPatch } from '../../domain/catalogue/input.ts';
import { patchGroup } from '../../domain/catalogue/make-group.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, requireVersion } from '../write.ts';

/** Changes a group by a merge patch. Throws NOT_FOUND, VERSION_MISMATCH, INVALID or PERSONAL_DATA. */
export async function updateGroup(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'catalogue'>,
  context: RequestContext,
  input: { readonly id: string; readonly ifVersion: number; readonly patch: GroupPatch },
): Promise<BeneficiaryGroup> {
  requirePermission(context.actor, 'catalogue.write');
  const before = await ports.catalogue.findGroup(input.id);
  if (!before) throw notFound('Beneficiary group');
  requireVersion(before, input.ifVersion);
  const at = ports.clock.now();
  const group = patchGroup(before, input.patch, at);
  const resource = `beneficiary-groups/${group.id}`;
  await ports.transactions.commit([
    { op: 'replace', collection: 'beneficiaryGroups', document: group, ifVersion: before.version },
    auditWrite(ports, context, at, { action: 'group.update', resource, companyId: null, before, after: group }),
  ]);
  return group;
}
