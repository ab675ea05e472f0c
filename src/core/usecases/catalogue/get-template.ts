import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One template. */
export async function getTemplate(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: { readonly id: string; readonly version?: number },
): Promise<ProgramTemplate> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
