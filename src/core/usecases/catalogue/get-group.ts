import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One group. */
export async function getGroup(
  _ports: Pick<Core, 'catalogue'>,
  _context: RequestContext,
  _input: { readonly id: string },
): Promise<BeneficiaryGroup> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
