import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { CampaignPatch } from '../../domain/campaign/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Changes a campaign. */
export async function updateCampaign(
  _ports: Pick<
    Core,
    'clock' | 'ids' | 'transactions' | 'campaigns' | 'companies' | 'catalogue' | 'outbox' | 'accounts'
  >,
  _context: RequestContext,
  _input: { readonly id: string; readonly ifVersion: number; readonly patch: CampaignPatch },
): Promise<Campaign> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
