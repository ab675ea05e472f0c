import { requirePermission } from '../../domain/access/permissions.ts';
import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import { type Incompatibility, incompatibilities } from '../../domain/catalogue/compatibility.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

export interface JudgedGroup {
  readonly group: BeneficiaryGroup;
  readonly compatible: boolean;
  readonly reasons: readonly Incompatibility[];
}

/** Every group by name, each with all reasons why it does not go with the template, so that a picker can say them. Throws NOT_FOUND. */
export async function listGroupsWithCompatibility(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: PageRequest & { readonly templateId: string },
): Promise<Page<JudgedGroup>> {
  requirePermission(context.actor, 'catalogue.read');
  const template = await ports.catalogue.findTemplate(input.templateId);
  if (!template) throw notFound('Program template');
  const page = await ports.catalogue.listGroups({ limit: input.limit, cursor: input.cursor });
  const items = page.items.map((group) => {
    const reasons = incompatibilities(template, group);
    return { group, compatible: reasons.length === 0, reasons };
  });
  return { items, nextCursor: page.nextCursor };
}
