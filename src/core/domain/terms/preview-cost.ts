import type { Campaign } from '../campaign/campaign.ts';
import type { Subscription } from '../company/company.ts';
import type { Contract, TermsFrom } from '../rating/contract.ts';
import { contractCost } from '../rating/contract-cost.ts';
import { linesOf, rate } from '../rating/rate.ts';
import { NO_USAGE } from '../rating/usage.ts';
import type { CalendarDate } from '../shared/time.ts';
import { standingVersions } from './standing-versions.ts';
import type { CommercialTerms, TermsVersion } from './terms.ts';

/** What changing the terms does to the rest of the period, as committed; minor units. */
export interface Proration {
  readonly effectiveFrom: CalendarDate;
  /** From that day to the end of the period: as the terms stand, and as they would. */
  readonly present: number;
  readonly proposed: number;
  readonly difference: number;
}

type Period = Pick<Campaign, 'currency' | 'startDate' | 'endDate'>;

/** What the terms cost over the whole period, when what is committed is used, in minor units; null without a period. */
export function wholeCost(campaign: Period, terms: CommercialTerms, subscription: Subscription | null): number | null {
  const { startDate } = campaign;
  const contract = startDate && contractOf(campaign, [{ effectiveFrom: startDate, terms }], subscription);
  return contract ? contractCost(contract).total : null;
}

/** How the charges of the rest of the period change with new terms; null before there are terms in force, or without a period. */
export function prorationOf(
  campaign: Period & Pick<Campaign, 'status'>,
  versions: readonly TermsVersion[],
  next: { readonly effectiveFrom: CalendarDate; readonly terms: CommercialTerms },
  subscription: Subscription | null,
): Proration | null {
  const { startDate, endDate } = campaign;
  if (campaign.status === 'draft' || versions.length === 0 || !startDate || !endDate) return null;
  const effectiveFrom = next.effectiveFrom < startDate ? startDate : next.effectiveFrom;
  const past = versions.toSorted((a, b) => a.number - b.number);
  const owed = (all: readonly TermsFrom[]) => {
    const contract = contractOf(campaign, standingVersions(all).map(committed), subscription);
    if (!contract) return 0;
    const lines = linesOf(rate(contract, NO_USAGE), effectiveFrom, endDate, campaign.currency);
    return lines.reduce((total, { amount }) => total + amount, 0);
  };
  const present = owed(past);
  const proposed = owed([...past, next]);
  return { effectiveFrom, present, proposed, difference: proposed - present };
}

/** As if everybody used what is committed: a change is shown by its commitments. */
function committed({ effectiveFrom, terms }: TermsFrom): TermsFrom {
  return { effectiveFrom, terms: { ...terms, tariff: 'committed' } };
}

function contractOf(
  { currency, startDate, endDate }: Period,
  versions: readonly TermsFrom[],
  subscription: Subscription | null,
): Contract | null {
  return startDate && endDate ? { currency, startDate, endDate, versions, subscription } : null;
}
