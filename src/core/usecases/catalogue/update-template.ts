import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import type { TemplatePatch } from '../../domain/catalogue/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Makes a new version of a template. */
export async function updateTemplate(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'catalogue'>,
  _context: RequestContext,
  _input: { readonly id: string; readonly ifVersion: number; readonly patch: TemplatePatch },
): Promise<ProgramTemplate> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
