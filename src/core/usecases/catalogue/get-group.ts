import { requirePermission } from '../../domain/access/permissions.ts';
import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One beneficiary group. Throws NOT_FOUND. */
export async function getGroup(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<BeneficiaryGroup> {
  requirePermission(context.actor, 'catalogue.read');
  const group = await ports.catalogue.findGroup(input.id);
  if (!group) throw notFound('Beneficiary group');
  return group;
}
