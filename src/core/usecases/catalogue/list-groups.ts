import type { GroupQuery } from '../../../ports/catalogue-repository.ts';
import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Groups. */
export async function listGroups(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: GroupQuery,
): Promise<Page<BeneficiaryGroup>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
