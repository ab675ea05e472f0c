import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { CampaignInput } from '../../domain/campaign/input.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { Keyed } from '../idempotent.ts';

/** Makes a draft. */
export async function createCampaign(
  _ports: Pick<
    Core,
    'clock' | 'ids' | 'transactions' | 'receipts' | 'campaigns' | 'companies' | 'catalogue' | 'outbox' | 'accounts'
  >,
  _context: RequestContext,
  _input: CampaignInput,
): Promise<Keyed<Campaign>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
