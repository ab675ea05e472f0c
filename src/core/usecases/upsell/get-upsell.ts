import { requirePermission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { MinorUnits } from '../../domain/shared/money.ts';
import { type CompanyBundle, companyBundle } from '../../domain/upsell/bundle.ts';
import { isRunning } from '../../domain/upsell/features.ts';
import type { UpsellScore } from '../../domain/upsell/upsell-score.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { type RefreshPorts, refreshCampaign } from './refresh-campaign.ts';

export interface CompanyUpsell {
  /** Running campaigns with something to offer, the highest score first. */
  readonly recommendations: readonly UpsellScore[];
  /** Null for fewer than 2 running campaigns. */
  readonly bundle: CompanyBundle | null;
  /** Estimates of the recommendations, by currency. */
  readonly totals: readonly { readonly currency: string; readonly estimate: MinorUnits }[];
}

/** A campaign's score as it is kept; worked out at once where none is kept yet. Throws FORBIDDEN before NOT_FOUND. */
export async function getCampaignUpsell(
  ports: RefreshPorts,
  context: RequestContext,
  input: { readonly campaignId: string },
): Promise<UpsellScore> {
  requirePermission(context.actor, 'upsell.read');
  const { campaignId } = input;
  const kept = await ports.upsell.score(campaignId);
  if (kept) return kept;
  await refreshCampaign(ports, campaignId);
  const made = await ports.upsell.score(campaignId);
  if (!made) throw notFound('Campaign');
  return made;
}

/** What a company may be offered, over all of its campaigns. Throws FORBIDDEN, NOT_FOUND. */
export async function getCompanyUpsell(
  ports: Pick<Core, 'companies' | 'upsell'>,
  context: RequestContext,
  input: { readonly companyId: string },
): Promise<CompanyUpsell> {
  requirePermission(context.actor, 'upsell.read');
  if (!(await ports.companies.find(input.companyId))) throw notFound('Company');
  const scores = await ports.upsell.scoresOf(input.companyId);
  const recommendations = scores.filter(({ type, features }) => type !== 'none' && isRunning(features.status));
  const estimates = recommendations.flatMap(({ currency, estimate }) =>
    estimate === null ? [] : [{ currency, estimate }],
  );
  return {
    recommendations,
    bundle: companyBundle(scores.map(({ features }) => features)),
    totals: [...Map.groupBy(estimates, ({ currency }) => currency)].toSorted().map(([currency, own]) => ({
      currency,
      estimate: own.reduce((sum, { estimate }) => sum + estimate, 0),
    })),
  };
}
