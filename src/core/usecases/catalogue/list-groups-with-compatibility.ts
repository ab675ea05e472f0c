import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import type { Incompatibility } from '../../domain/catalogue/compatibility.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page, PageRequest } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Every group, with why it does not go with the template. */
export async function listGroupsWithCompatibility(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: PageRequest & { readonly templateId: string },
): Promise<
  Page<{ readonly group: BeneficiaryGroup; readonly compatible: boolean; readonly reasons: readonly Incompatibility[] }>
> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
