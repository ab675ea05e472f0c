import type { Collection, Db } from 'mongodb';
import type { Campaign } from '../../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../../core/domain/campaign/figures.ts';
import type { CampaignImpact } from '../../core/domain/metrics/impact.ts';
import { FEWEST_PEOPLE } from '../../core/domain/metrics/withhold.ts';
import { foldText } from '../../core/domain/shared/text.ts';
import { searchText } from './documents.ts';
import { type Nullable, nullableNumber, nullableText } from './list.ts';

/**
 * What campaigns are filtered and sorted by: a few of a campaign's own fields, written in its transaction, and its
 * projected figures, written by the projection. It stands beside the campaigns so that figures never disturb their version.
 */
export interface Listing extends Partial<ReturnType<typeof listingOf>> {
  readonly _id: string;
  readonly figures?: CampaignFigures;
  readonly band?: number | null;
  readonly utilization: Nullable<number>;
  readonly sroi: Nullable<number>;
  /** The same where it is over enough people for a company to see: what is withheld must not be learnt from an order. */
  readonly shownSroi: Nullable<number>;
  readonly impact?: Pick<CampaignImpact, 'sroi' | 'vis'>;
}

export const LISTINGS = 'campaignListings';

export function listingsOf(db: Db): Collection<Listing> {
  return db.collection(LISTINGS);
}

/** The fields that a write of the campaign sets. */
export function listingOf(campaign: Campaign) {
  return {
    companyId: campaign.companyId,
    status: campaign.status,
    pricingModel: campaign.terms?.model ?? null,
    programTemplateId: campaign.programTemplateId,
    beneficiaryGroupId: campaign.beneficiaryGroupId,
    quarter: campaign.quarter,
    name: foldText(campaign.name),
    text: searchText(campaign),
    startDate: nullableText(campaign.startDate),
    updatedAt: campaign.updatedAt,
    /** Figures may come before their campaign or outlive it; lists show what has one. */
    listed: true as const,
  };
}

/** The fields that the projection of its capacity sets. */
export function figuresOf(figures: CampaignFigures) {
  const utilization = figures.capacity > 0 ? figures.consumed / figures.capacity : null;
  return { figures, band: figures.band, utilization: nullableNumber(utilization) };
}

/** The fields that a write of its cohorts sets. */
export function impactOf({ sroi, vis }: CampaignImpact) {
  return {
    impact: { sroi, vis },
    sroi: nullableNumber(sroi.value),
    shownSroi: nullableNumber(sroi.people < FEWEST_PEOPLE ? null : sroi.value),
  };
}

export const NO_UTILIZATION = { utilization: nullableNumber(null) };
export const NO_SROI = { sroi: nullableNumber(null), shownSroi: nullableNumber(null) };
