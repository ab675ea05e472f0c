import { requirePermission } from '../../domain/access/permissions.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import { incompatibilities } from '../../domain/catalogue/compatibility.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { filteredPage } from './filtered-page.ts';

/** The templates that a campaign for this group may choose, by name. Throws NOT_FOUND. */
export async function listCompatibleTemplates(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: PageRequest & { readonly groupId: string },
): Promise<Page<ProgramTemplate>> {
  requirePermission(context.actor, 'catalogue.read');
  const group = await ports.catalogue.findGroup(input.groupId);
  if (!group) throw notFound('Beneficiary group');
  return filteredPage(
    input,
    (page) => ports.catalogue.listTemplates({ ...page, isActive: true }),
    (template) => incompatibilities(template, group).length === 0,
  );
}
