import type { CampaignQuery } from '../../../ports/campaign-repository.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../domain/campaign/figures.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

/** Campaigns. */
export async function listCampaigns(
  _ports: Pick<Core, 'campaigns'>,
  _context: RequestContext,
  _input: CampaignQuery,
): Promise<Page<{ readonly campaign: Campaign; readonly figures: CampaignFigures | null }>> {
  throw new DomainError('unavailable', 'UNAVAILABLE', 'Not available yet');
}
