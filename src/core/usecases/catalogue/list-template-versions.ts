import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Versions. */
export async function listTemplateVersions(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: { readonly id: string },
): Promise<{ readonly items: readonly ProgramTemplate[] }> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
