import { requirePermission } from '../../domain/access/permissions.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Every version of a template, newest first. Throws NOT_FOUND. */
export async function listTemplateVersions(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: { readonly id: string },
): Promise<{ readonly items: readonly ProgramTemplate[] }> {
  requirePermission(context.actor, 'catalogue.read');
  const items = await ports.catalogue.templateVersions(input.id);
  if (items.length === 0) throw notFound('Program template');
  return { items };
}
