import type { GroupQuery } from '../../../ports/catalogue-repository.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Beneficiary groups by name. Throws INVALID_CURSOR. */
export async function listGroups(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: GroupQuery,
): Promise<Page<BeneficiaryGroup>> {
  requirePermission(context.actor, 'catalogue.read');
  return ports.catalogue.listGroups(input);
}
