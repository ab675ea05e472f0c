import type { Campaign } from '../campaign/campaign.ts';
import type { Threshold } from '../capacity/thresholds.ts';
import type { Subscription } from '../company/company.ts';
import { isEqual } from '../shared/equal.ts';
import type { MinorUnits } from '../shared/money.ts';
import type { Instant } from '../shared/time.ts';
import { type Composite, compositeOf } from './composite.ts';
import type { UnmetDemand } from './demand.ts';
import { estimateOf } from './estimate.ts';
import { type Factor, factorsOf } from './factors.ts';
import { type CapacityFacts, featuresOf, type UpsellFeatures } from './features.ts';

/** What a score says to somebody who works with it; an open opportunity carries a copy. */
export interface Scored extends Composite {
  readonly factors: readonly Factor[];
  /** Null where there is nothing to estimate it by. */
  readonly estimate: MinorUnits | null;
  readonly currency: string;
  readonly crossing: Crossing | null;
  /** Since when the campaign has been full: its crossing of 100 %; null while it is not. */
  readonly fullAt: Instant | null;
  readonly demand: UnmetDemand | null;
}

/** The newest crossing of an armed threshold. */
export interface Crossing {
  readonly threshold: Threshold;
  readonly at: Instant;
}

/** The upsell score of a campaign as it was worked out last; it is kept, never worked out by a reader. */
export interface UpsellScore extends Scored {
  /** The campaign's. */
  readonly id: string;
  readonly version: number;
  readonly companyId: string;
  readonly campaignName: string;
  readonly features: UpsellFeatures;
  readonly facts: CapacityFacts | null;
  readonly updatedAt: Instant;
}

/** What the ledger tells that no other record holds. */
export interface LedgerNews {
  readonly facts: CapacityFacts;
  readonly crossing: Crossing | null;
  /** A crossing of 100 % since the score before, or null where it was armed again, or undefined where neither happened. */
  readonly fullAt?: Instant | null;
}

/** Everything that a score is worked out from, as it was read. */
export interface UpsellWorld {
  readonly campaign: Campaign;
  readonly accountId: string;
  /** Facts and figures that are known; the newest of the campaign's account counts. */
  readonly facts: readonly CapacityFacts[];
  readonly reported: Pick<UpsellFeatures, 'sroi' | 'vis' | 'sessions'>;
  readonly companyRuns: number;
  readonly subscription: Pick<Subscription, 'price' | 'learners'> | null;
  readonly demand: UnmetDemand | null;
  readonly news: LedgerNews | null;
}

/** The score as the world now gives it, one version on; null where it is as it was. */
export function refreshScore(before: UpsellScore | null, world: UpsellWorld, at: Instant): UpsellScore | null {
  const { campaign, accountId, news } = world;
  const known = [before?.facts, news?.facts, ...world.facts].filter((facts) => facts?.accountId === accountId);
  const facts = known.reduce<CapacityFacts | null>(
    (newest, one) => (one && (!newest || one.sequence > newest.sequence) ? one : newest),
    null,
  );
  const features = featuresOf(campaign, facts, world.reported, world.companyRuns);
  const composite = compositeOf(features);
  const crossing = newest(before?.crossing ?? null, news?.crossing ?? null);
  const score: UpsellScore = {
    id: campaign.id,
    version: (before?.version ?? 0) + 1,
    companyId: campaign.companyId,
    campaignName: campaign.name,
    ...composite,
    factors: factorsOf(features, composite),
    estimate: estimateOf(campaign.terms, features.capacity, campaign.currency, world.subscription),
    currency: campaign.currency,
    crossing,
    fullAt: news?.fullAt === undefined ? (before?.fullAt ?? null) : news.fullAt,
    demand: world.demand,
    features,
    facts,
    updatedAt: at,
  };
  return before && isEqual(comparable(before), comparable(score)) ? null : score;
}

/** The part that an open opportunity carries. */
export function scoredOf(score: UpsellScore): Scored {
  const { score: composite, tier, type, parts, factors, estimate, currency, crossing, fullAt, demand } = score;
  return { score: composite, tier, type, parts, factors, estimate, currency, crossing, fullAt, demand };
}

function newest(a: Crossing | null, b: Crossing | null): Crossing | null {
  if (!a || !b) return a ?? b;
  return b.at >= a.at ? b : a;
}

/** A sequence that moved on without a figure that counts is no change. */
function comparable({ facts, version: _, updatedAt: __, ...rest }: UpsellScore) {
  return { ...rest, accountId: facts?.accountId ?? null };
}
