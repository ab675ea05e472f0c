import { compositeOf } from '../../../src/core/domain/upsell/composite.ts';
import { factorsOf } from '../../../src/core/domain/upsell/factors.ts';
import { followScore } from '../../../src/core/domain/upsell/open-opportunity.ts';
import type { Opportunity } from '../../../src/core/domain/upsell/opportunity.ts';
import type { UpsellScore } from '../../../src/core/domain/upsell/upsell-score.ts';

export const T0 = Date.parse('2025-06-02T08:00:00Z');

import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import type { UpsellFeatures } from '../../../src/core/domain/upsell/features.ts';

/** A running campaign of 100 seats of which nothing is known; `used` in seats. */
export function aCampaign(over: Partial<UpsellFeatures> & { used?: number } = {}): UpsellFeatures {
  const { used = 0, ...rest } = over;
  return {
    status: 'active',
    model: 'seats',
    unit: 'seat',
    capacity: 100 * SCALE,
    consumed: used * SCALE,
    hardLimit: 200 * SCALE,
    sroi: null,
    vis: null,
    sessions: 0,
    budgetAllocated: null,
    budgetSpent: 0,
    currency: 'EUR',
    companyRuns: 1,
    ...rest,
  };
}

/** The score of a campaign as it is kept. */
export function aScore(over: Partial<UpsellScore> = {}, features: UpsellFeatures = aCampaign()): UpsellScore {
  const composite = compositeOf(features);
  return {
    id: 'campaign',
    version: 1,
    companyId: 'company',
    campaignName: 'Mentors',
    ...composite,
    factors: factorsOf(features, composite),
    estimate: 100_00,
    currency: features.currency,
    crossing: null,
    fullAt: null,
    demand: null,
    features,
    facts: null,
    updatedAt: T0,
    ...over,
  };
}

/** An opportunity as it comes into the queue of a warm campaign. */
export function anOpportunity(over: Partial<Opportunity> = {}): Opportunity {
  const score = aScore({}, aCampaign({ used: 90, sroi: 5, vis: 80 }));
  const { opened } = followScore(score, [], { id: 'opportunity', at: T0, actor: 'system' });
  if (!opened) throw new Error('Nothing was opened');
  return { ...opened, ...over };
}
