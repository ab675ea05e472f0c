import type { ProgramTemplate } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Templates that go with the group. */
export async function listCompatibleTemplates(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: PageRequest & { readonly groupId: string },
): Promise<Page<ProgramTemplate>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
