import { type WhatIf, whatIf } from '../../domain/billing/what-if.ts';
import { type Campaign, capacityAccountOf } from '../../domain/campaign/campaign.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { Subscription } from '../../domain/company/company.ts';
import { DomainError, invalid } from '../../domain/shared/errors.ts';
import { accountChangeOf } from '../../domain/terms/account-change.ts';
import { subscriptionProblem } from '../../domain/terms/check-subscription.ts';
import type { TermsInput } from '../../domain/terms/input.ts';
import { parseTerms } from '../../domain/terms/parse-terms.ts';
import { takeShare } from '../../domain/terms/shares.ts';
import type { CommercialTerms } from '../../domain/terms/terms.ts';
import { loadCampaign } from '../campaigns/load-campaign.ts';
import { loadSubscription } from '../campaigns/load-named.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { loadRating, type RatingPorts } from './load-rating.ts';

export type WhatIfPorts = RatingPorts & Pick<Core, 'clock'>;

export interface CampaignWhatIf extends WhatIf {
  readonly campaignId: string;
  readonly currency: string;
}

/**
 * What a campaign's real ledger would have come to under other terms, from their effectiveFrom on (by default from the start). Nothing is
 * written. Throws NOT_FOUND, FORBIDDEN, MISSING_TERMS without terms or a period, INVALID_TERMS (also for terms that count another unit),
 * SUBSCRIPTION_NOT_ACTIVE, SUBSCRIPTION_OF_OTHER_COMPANY, SHARES_EXCEEDED.
 */
export async function whatIfCampaign(
  ports: WhatIfPorts,
  context: RequestContext,
  input: { readonly campaignId: string; readonly terms: TermsInput },
): Promise<CampaignWhatIf> {
  const campaign = await loadCampaign(ports, context, 'pricing.read', input.campaignId);
  const { terms, issues } = parseTerms(input.terms, campaign.currency, '0000-01-01');
  if (!terms) throw invalid(issues, 'INVALID_TERMS');
  const at = ports.clock.now();
  const subscription = withShare(campaign, terms, await loadSubscription(ports, terms), at);
  const rated = await loadRating(ports, campaign);
  if (!rated || !campaign.terms)
    throw new DomainError('conflict', 'MISSING_TERMS', 'The campaign has no terms or no period to compare with');
  const change = accountChangeOf(campaign, terms, subscription);
  const present = accountChangeOf(campaign, campaign.terms, await loadSubscription(ports, campaign.terms));
  refuseOtherUnit(present.unit, change.unit);
  const effectiveFrom = terms.effectiveFrom ?? rated.contract.startDate;
  if (effectiveFrom > rated.contract.startDate && terms.model !== campaign.terms.model)
    throw invalidModel('Another model counts from the start of the campaign: leave effectiveFrom out');
  const contract = { ...rated.contract, ...(subscription && { subscription }) };
  const entries = await readEntries(ports, campaign);
  const { records } = rated;
  const world = { contract, entries, records, change, at };
  return {
    campaignId: campaign.id,
    currency: campaign.currency,
    ...whatIf(campaign, { effectiveFrom, terms: { ...terms, effectiveFrom } }, world),
  };
}

/** The subscription as it would be with the share that the terms ask for. */
function withShare(
  campaign: Campaign,
  terms: CommercialTerms,
  subscription: Subscription | null,
  at: number,
): Subscription | null {
  if (terms.model !== 'bundle') return null;
  const problem = subscriptionProblem(campaign, subscription);
  if (!problem && subscription) return takeShare(subscription, campaign.id, terms.share, at);
  const { code, message } = problem ?? { code: 'UNKNOWN_REFERENCE' as const, message: 'No subscription' };
  const isOfTerms = code === 'UNKNOWN_REFERENCE' || code === 'CURRENCY_MISMATCH';
  throw invalid([{ path: 'subscriptionId', code, message }], isOfTerms ? 'INVALID_TERMS' : code);
}

function refuseOtherUnit(present: string, other: string): void {
  if (present === other) return;
  throw invalidModel(`The ledger counts ${present}s: terms that count ${other}s say nothing about it`);
}

function invalidModel(message: string): DomainError {
  return invalid([{ path: 'model', code: 'INVALID_TERMS', message }], 'INVALID_TERMS');
}

async function readEntries(ports: WhatIfPorts, campaign: Campaign): Promise<Entry[]> {
  const entries: Entry[] = [];
  const range = { accountId: capacityAccountOf(campaign), campaignId: campaign.id };
  for await (const entry of ports.capacityLog.stream(range)) entries.push(entry);
  return entries;
}
