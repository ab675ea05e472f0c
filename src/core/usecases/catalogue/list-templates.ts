import type { TemplateQuery } from '../../../ports/catalogue-repository.ts';
import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Templates. */
export async function listTemplates(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: TemplateQuery,
): Promise<Page<ProgramTemplate>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
