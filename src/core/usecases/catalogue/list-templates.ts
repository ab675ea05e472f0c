import type { TemplateQuery } from '../../../ports/catalogue-repository.ts';
import { requirePermission } from '../../domain/access/permissions.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Program templates in their newest version, by name. Throws INVALID_CURSOR. */
export async function listTemplates(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: TemplateQuery,
): Promise<Page<ProgramTemplate>> {
  requirePermission(context.actor, 'catalogue.read');
  return ports.catalogue.listTemplates(input);
}
