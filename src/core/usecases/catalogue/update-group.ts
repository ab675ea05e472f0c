import type { BeneficiaryGroup } from '../../domain/catalogue/catalogue.ts';
import type { GroupPatch } from '../../domain/catalogue/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Changes a group. */
export async function updateGroup(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'catalogue'>,
  _context: RequestContext,
  _input: { readonly id: string; readonly ifVersion: number; readonly patch: GroupPatch },
): Promise<BeneficiaryGroup> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
