import { requirePermission } from '../../domain/access/permissions.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** The newest version of a template, or the one asked for. Throws NOT_FOUND. */
export async function getTemplate(
  ports: Pick<Core, 'catalogue'>,
  context: RequestContext,
  input: { readonly id: string; readonly version?: number },
): Promise<ProgramTemplate> {
  requirePermission(context.actor, 'catalogue.read');
  const template = await ports.catalogue.findTemplate(input.id, input.version);
  if (!template) throw notFound('Program template');
  return template;
}
