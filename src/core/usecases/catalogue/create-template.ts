import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import type { TemplateInput } from '../../domain/catalogue/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';

/** Makes a program template. */
export async function createTemplate(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts'>,
  _context: RequestContext,
  _input: TemplateInput,
): Promise<Keyed<ProgramTemplate>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
