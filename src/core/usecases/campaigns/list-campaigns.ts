import type { CampaignQuery } from '../../../ports/campaign-repository.ts';
import { isStaff } from '../../domain/access/actor.ts';
import { companyScope } from '../../domain/access/permissions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../domain/campaign/figures.ts';
import { redactCampaign } from '../../domain/campaign/redact-campaign.ts';
import type { PeopleFigure } from '../../domain/metrics/impact.ts';
import { type ShownFigure, showFigure } from '../../domain/metrics/withhold.ts';
import type { Page } from '../../domain/shared/page.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';

export interface ListedCampaign {
  readonly campaign: Campaign;
  /** Projected from the ledger, a moment behind it; null before the first projection. */
  readonly figures: CampaignFigures | null;
  /** As Program Management reports them. */
  readonly sroi: ShownFigure;
  readonly vis: ShownFigure;
}

const UNKNOWN: PeopleFigure = { value: null, people: 0 };

/** Campaigns with their figures; company roles see their own company's, and nothing of another. Throws INVALID_CURSOR. */
export async function listCampaigns(
  ports: Pick<Core, 'campaigns'>,
  context: RequestContext,
  input: CampaignQuery,
): Promise<Page<ListedCampaign>> {
  const scope = companyScope(context.actor, 'campaign.read', input.companyId);
  if (scope === 'nothing') return { items: [], nextCursor: null };
  const { items, nextCursor } = await ports.campaigns.list({ ...input, ...scope, forCompany: !isStaff(context.actor) });
  return {
    items: items.map(({ campaign, figures, impact }) => ({
      campaign: redactCampaign(campaign, context.actor),
      figures,
      sroi: showFigure(impact?.sroi ?? UNKNOWN, context.actor),
      vis: showFigure(impact?.vis ?? UNKNOWN, context.actor),
    })),
    nextCursor,
  };
}
