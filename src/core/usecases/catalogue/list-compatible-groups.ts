import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Groups that go with the template. */
export async function listCompatibleGroups(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: PageRequest & { readonly templateId: string },
): Promise<Page<BeneficiaryGroup>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
