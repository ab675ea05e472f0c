import { requirePermission } from '../../domain/access/permissions.ts';
import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import { incompatibilities } from '../../domain/catalogue/compatibility.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { filteredPage } from './filtered-page.ts';

/** The groups that a campaign from this template may choose, by name. Throws NOT_FOUND. */
export async function listCompatibleGroups(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: PageRequest & { readonly templateId: string },
): Promise<Page<BeneficiaryGroup>> {
  requirePermission(context.actor, 'catalogue.read');
  const template = await ports.catalogue.findTemplate(input.templateId);
  if (!template) throw notFound('Program template');
  return filteredPage(
    input,
    (page) => ports.catalogue.listGroups({ ...page, isActive: true, eligibleProgramType: template.programType }),
    (group) => incompatibilities(template, group).length === 0,
  );
}
