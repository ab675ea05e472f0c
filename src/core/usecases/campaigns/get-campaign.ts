import type { Campaign } from '../../domain/campaign/campaign.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** One campaign. */
export async function getCampaign(
  _ports: Pick<Core, 'campaigns'>,
  _context: RequestContext,
  _input: { readonly id: string },
): Promise<Campaign> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
