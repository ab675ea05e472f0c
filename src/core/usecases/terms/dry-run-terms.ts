import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import { DomainError, type Issue } from '../../domain/shared/errors.ts';
import { capacityOf } from '../../domain/terms/account-change.ts';
import { decideTerms, type TermsDecision, type TermsWorld } from '../../domain/terms/decide-terms.ts';
import type { TermsInput } from '../../domain/terms/input.ts';
import { type Proration, prorationOf, wholeCost } from '../../domain/terms/preview-cost.ts';
import type { CommercialTerms } from '../../domain/terms/terms.ts';
import { type CapacityAfter, termsWarnings } from '../../domain/terms/warnings.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadTermsWorld } from './put-terms.ts';

export interface DryRun {
  readonly valid: boolean;
  /** Minor units of the campaign's currency for the whole period; null where the terms or the period are incomplete. */
  readonly cost: number | null;
  readonly warnings: readonly Issue[];
  readonly errors: readonly Issue[];
  /** What a change of terms in force does to the rest of the period. */
  readonly proration: Proration | null;
}

/** What putting these terms would do, with nothing written. Throws NOT_FOUND or FORBIDDEN. */
export async function dryRunTerms(
  ports: Pick<Core, 'clock' | 'campaigns' | 'companies' | 'accounts'>,
  context: RequestContext,
  input: { readonly campaignId: string; readonly terms: TermsInput },
): Promise<DryRun> {
  const campaign = await loadCampaign(ports, context, 'terms.write', input.campaignId);
  const world = await loadTermsWorld(ports, context, campaign, input.terms);
  try {
    const decision = decideTerms(campaign, input.terms, world);
    const versions = decision ? await ports.campaigns.termsVersions(campaign.id) : [];
    const terms = (decision?.campaign ?? campaign).terms;
    const { subscription } = world;
    const cost = terms && wholeCost(campaign, terms, subscription);
    const share = shareOf(campaign, decision, world);
    const after = decision && terms ? await capacityAfter(ports, campaign, terms, share, world) : null;
    const warnings = terms ? termsWarnings(campaign, terms, share, cost, after) : [];
    const proration = decision && prorationOf(campaign, versions, decision.version, subscription);
    return { valid: true, cost, warnings, errors: [], proration };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = error.issues.length > 0 ? error.issues : [{ path: '', code: error.code, message: error.message }];
    return { valid: false, cost: null, warnings: [], errors, proration: null };
  }
}

/** The learners that the campaign's share of a subscription would give. */
function shareOf(campaign: Campaign, decision: TermsDecision | null, world: TermsWorld): number {
  const subscriptions = decision?.subscriptions ?? [world.subscription];
  return subscriptions.map((found) => found?.shares[campaign.id]?.capacity).find((share) => share !== undefined) ?? 0;
}

/** What is consumed, and the capacity as the change would leave it; null before the campaign counts anything in this unit. */
async function capacityAfter(
  { accounts }: Pick<Core, 'accounts'>,
  campaign: Campaign,
  terms: CommercialTerms,
  share: number,
  { previous }: TermsWorld,
): Promise<CapacityAfter | null> {
  if (campaign.status === 'draft' || !campaign.terms) return null;
  const { balances } = await accounts.read(capacityAccountOf(campaign));
  const balance = balances[campaign.id];
  const present = capacityOf(campaign.terms, previous?.shares[campaign.id]?.capacity ?? 0);
  const next = capacityOf(terms, share);
  if (!balance || present.unit !== next.unit) return null;
  const isStock = terms.model === 'credits';
  const capacity = isStock ? balance.capacity + next.capacity - present.capacity : next.capacity;
  return { consumed: balance.consumed, capacity };
}
