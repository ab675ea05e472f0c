import { DomainError } from '../../domain/shared/errors.ts';

import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Deletes a draft that never left draft. */
export async function deleteCampaign(
  _ports: Pick<Core, 'clock' | 'ids' | 'transactions' | 'campaigns' | 'companies' | 'outbox' | 'accounts'>,
  _context: RequestContext,
  _input: { readonly id: string; readonly ifVersion: number },
): Promise<void> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
