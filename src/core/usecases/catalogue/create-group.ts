import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import type { GroupInput } from '../../domain/catalogue/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';

/** Makes a group. */
export async function createGroup(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts'>,
  _context: RequestContext,
  _input: GroupInput,
): Promise<Keyed<BeneficiaryGroup>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
