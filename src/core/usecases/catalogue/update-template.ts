import { requirePermission } from '../../domain/access/permissions.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import type { TemplatePatch } from '../../domain/catalogue/input.ts';
import { patchTemplate } from '../../domain/catalogue/make-template.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { auditWrite, requireVersion } from '../write.ts';
import { keepVersion } from './keep-version.ts';

/**
 * Makes a new version of a template by a merge patch; campaigns keep the version they were made from.
 * Throws NOT_FOUND, VERSION_MISMATCH, INVALID or INVALID_CONFIG.
 */
export async function updateTemplate(
  ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'catalogue'>,
  context: RequestContext,
  input: { readonly id: string; readonly ifVersion: number; readonly patch: TemplatePatch },
): Promise<ProgramTemplate> {
  requirePermission(context.actor, 'catalogue.write');
  const before = await ports.catalogue.findTemplate(input.id);
  if (!before) throw notFound('Program template');
  requireVersion(before, input.ifVersion);
  const at = ports.clock.now();
  const template = patchTemplate(before, input.patch, at);
  const resource = `program-templates/${template.id}`;
  await ports.transactions.commit([
    { op: 'replace', collection: 'programTemplates', document: template, ifVersion: before.version },
    keepVersion(template),
    auditWrite(ports, context, at, { action: 'template.update', resource, companyId: null, before, after: template }),
  ]);
  return template;
}
