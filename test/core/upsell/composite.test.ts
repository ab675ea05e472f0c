import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import type { CommercialTerms } from '../../../src/core/domain/terms/terms.ts';
import { companyBundle } from '../../../src/core/domain/upsell/bundle.ts';
import { compositeOf, tierOf } from '../../../src/core/domain/upsell/composite.ts';
import { estimateOf } from '../../../src/core/domain/upsell/estimate.ts';
import { factorsOf } from '../../../src/core/domain/upsell/factors.ts';
import type { UpsellFeatures } from '../../../src/core/domain/upsell/features.ts';
import { aCampaign } from './features.ts';

describe('the capacity part', () => {
  // 20 000 seats, so that a step is a twentieth of a per mille.
  const part = (used: number) => compositeOf(aCampaign({ capacity: 20_000 * SCALE, used })).parts.capacity;
  test.each([
    [0, 10],
    [9_999, 10],
    [10_000, 20],
    [13_000, 26],
    [15_999, 32],
    [16_000, 50],
    [17_000, 58], // .85 gives 57.5
    [18_000, 65],
    [19_999, 80],
    [20_000, 80],
    [21_250, 83], // 82.5
    [29_999, 100],
    [30_000, 100],
    [40_000, 100],
    [90_000, 100],
  ])('of %i in 20 000 used is %i', (used, points) => expect(part(used)).toBe(points));

  it('is the least where there is no capacity yet', () => {
    expect(compositeOf(aCampaign({ capacity: 0, used: 0, unit: null })).parts.capacity).toBe(10);
  });
});

test.each([
  [null, null, 0],
  [0, 0, 0],
  [5, null, 60],
  [9.9, null, 60],
  [null, 100, 40],
  [4.2, 78.5, 82], // 50.4 + 31.4 = 81.8
  [6.2, 88.5, 95], // 60 + 35.4 = 95.4
  [0.125, 0, 2], // 1.5
  [2.5, 11.25, 35], // 30 + 4.5 = 34.5
])('SROI %s and VIS %s give performance %i', (sroi, vis, points) => {
  expect(compositeOf(aCampaign({ sroi, vis })).parts.performance).toBe(points);
});

test.each([
  [0, 10],
  [9, 10],
  [10, 32],
  [20, 44],
  [24, 49], // 48.8
  [25, 50],
  [99, 80], // 79.6
  [100, 100],
  [5_000, 100],
])('%i sessions give engagement %i', (sessions, points) => {
  expect(compositeOf(aCampaign({ sessions })).parts.engagement).toBe(points);
});

test.each([
  [null, 0, 50],
  [10_000, 0, 10],
  [10_000, 2_499, 10],
  [10_000, 2_500, 10],
  [10_000, 3_750, 30],
  [10_000, 4_999, 50],
  [10_000, 5_000, 50],
  [10_000, 7_999, 80],
  [10_000, 8_000, 80],
  [10_000, 9_150, 92], // 91.5
  [10_000, 9_999, 100],
  [10_000, 10_000, 100],
  [10_000, 40_000, 100],
])('a budget of %s with %i spent gives spend %i', (budgetAllocated, budgetSpent, points) => {
  expect(compositeOf(aCampaign({ budgetAllocated, budgetSpent })).parts.spend).toBe(points);
});

describe('the composite', () => {
  it('weighs the rounded parts and rounds once more', () => {
    const { score, parts } = compositeOf(
      aCampaign({ used: 86, sroi: 4.2, vis: 78.5, sessions: 40, budgetAllocated: 100, budgetSpent: 80 }),
    );
    expect(parts).toEqual({ capacity: 59, performance: 82, engagement: 56, spend: 80 });
    expect(score).toBe(67); // 23.6 + 24.6 + 11.2 + 8 = 67.4
  });

  test.each([
    [80, 'hot'],
    [79, 'warm'],
    [60, 'warm'],
    [59, 'watch'],
    [40, 'watch'],
    [39, 'none'],
  ] as const)('%i is %s', (score, tier) => expect(tierOf(score)).toBe(tier));

  test.each<[string, Partial<UpsellFeatures> & { used?: number }]>([
    ['capacity_expansion', { used: 80, sroi: 9 }],
    ['performance_boost', { used: 79, sroi: 5.01 }],
    ['performance_boost', { sroi: 5, vis: 80.01 }],
    ['engagement_boost', { sroi: 5, vis: 80, sessions: 26, companyRuns: 2 }],
    ['bundle_upgrade', { sessions: 25, companyRuns: 2 }],
    ['none', { sessions: 25, companyRuns: 1 }],
  ])('speaks for %s first where it holds', (type, over) => expect(compositeOf(aCampaign(over)).type).toBe(type));
});

const anything = fc.record({
  capacity: fc.integer({ min: 0, max: 10 ** 12 }),
  consumed: fc.integer({ min: 0, max: 10 ** 12 }),
  sroi: fc.option(fc.integer({ min: 0, max: 10_000_000 }).map((millionths) => millionths / 1_000_000)),
  vis: fc.option(fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)),
  sessions: fc.integer({ min: 0, max: 500 }),
  budgetAllocated: fc.option(fc.integer({ min: 1, max: 10 ** 9 })),
  budgetSpent: fc.integer({ min: 0, max: 10 ** 10 }),
  companyRuns: fc.integer({ min: 0, max: 100 }),
});
const campaigns = anything.map((over) => aCampaign({ ...over, hardLimit: Math.floor(over.capacity * 1.1) }));

describe('whatever the campaign', () => {
  it('parts and score are whole numbers from 0 to 100', () => {
    fc.assert(
      fc.property(campaigns, (features) => {
        const { score, parts } = compositeOf(features);
        for (const value of [score, ...Object.values(parts)]) {
          expect(Number.isInteger(value) && value >= 0 && value <= 100).toBe(true);
        }
      }),
    );
  });

  it('more used, held, spent or reached never lowers the score', () => {
    const more = fc.record({
      consumed: fc.integer({ min: 0, max: 10 ** 11 }),
      sroi: fc.integer({ min: 0, max: 5 }),
      vis: fc.integer({ min: 0, max: 50 }),
      sessions: fc.integer({ min: 0, max: 100 }),
      budgetSpent: fc.integer({ min: 0, max: 10 ** 9 }),
    });
    fc.assert(
      fc.property(campaigns, more, (features, by) => {
        const after = {
          ...features,
          consumed: features.consumed + by.consumed,
          sroi: Number(((features.sroi ?? 0) + by.sroi).toFixed(6)),
          vis: Number(((features.vis ?? 0) + by.vis).toFixed(6)),
          sessions: features.sessions + by.sessions,
          budgetSpent: features.budgetSpent + by.budgetSpent,
        };
        expect(compositeOf(after).score).toBeGreaterThanOrEqual(compositeOf(features).score);
      }),
    );
  });

  it('the factors give exactly what the parts weigh, none below 0 or above its most', () => {
    fc.assert(
      fc.property(campaigns, (features) => {
        const composite = compositeOf(features);
        const { capacity, performance, engagement, spend } = composite.parts;
        const factors = factorsOf(features, composite);
        const hundredths = factors.map(({ points }) => Math.round(points * 100));
        expect(hundredths.reduce((sum, one) => sum + one, 0)).toBe(
          40 * capacity + 30 * performance + 20 * engagement + 10 * spend,
        );
        for (const { points, most } of factors) expect(points >= 0 && points <= most).toBe(true);
      }),
    );
  });

  it('what a factor promises comes true', () => {
    fc.assert(
      fc.property(campaigns, (features) => {
        const composite = compositeOf(features);
        for (const { input, change } of factorsOf(features, composite)) {
          if (!change) continue;
          const after = {
            utilization: { consumed: features.consumed + Math.round(change.more * SCALE) },
            sroi: { sroi: Number(((features.sroi ?? 0) + change.more).toFixed(6)) },
            vis: { vis: Number(((features.vis ?? 0) + change.more).toFixed(6)) },
            sessions: { sessions: features.sessions + change.more },
            spend: { budgetSpent: features.budgetSpent + change.more },
          }[input];
          expect(change.points).toBeGreaterThan(0);
          expect(compositeOf({ ...features, ...after }).score).toBe(composite.score + change.points);
        }
      }),
    );
  });
});

describe('what would change a score', () => {
  const changes = (features: UpsellFeatures) =>
    Object.fromEntries(
      factorsOf(features, compositeOf(features)).map(({ input, change }) => [input, change?.sentence ?? null]),
    );

  it('is said in a sentence for each input', () => {
    const seats = { capacity: 50 * SCALE, used: 43, hardLimit: 55 * SCALE };
    expect(changes(aCampaign({ ...seats, sroi: 4.2, sessions: 9, budgetAllocated: 1_000_00, budgetSpent: 0 }))).toEqual(
      {
        utilization: 'With 7 more seats used: +8',
        sroi: 'With an SROI of 5: +3',
        vis: 'With a VIS of 20: +2',
        sessions: 'With 1 more session held: +4',
        spend: 'With 500.00 EUR more spent: +4',
      },
    );
  });

  it('promises no seats beyond the hard limit, and nothing where all is reached', () => {
    const full = { capacity: 4 * SCALE, used: 4, hardLimit: 4 * SCALE };
    expect(
      changes(aCampaign({ ...full, sroi: 5, vis: 100, sessions: 100, budgetAllocated: 1, budgetSpent: 1 })),
    ).toEqual({ utilization: null, sroi: null, vis: null, sessions: null, spend: null });
    expect(changes(aCampaign()).spend).toBeNull();
  });
});

describe('the estimate', () => {
  const common = { effectiveFrom: null, overage: 1_000, tiers: null, termDiscount: null, minimumCommitment: null };
  const terms = (own: object) => ({ ...common, tariff: 'committed', ...own }) as unknown as CommercialTerms;
  const seats = terms({ model: 'seats', committedSeats: 7, seatPricePerMonth: '85.005' });
  test.each([
    ['4 of 7 seats for 3 months', seats, 7 * SCALE, 'EUR', 102_006],
    ['credits', terms({ model: 'credits', creditPrice: '0.35' }), 7_500 * SCALE, 'EUR', 131_250],
    ['credits at the usual price', terms({ model: 'credits', creditPrice: null }), 1, 'EUR', 50],
    ['learners', terms({ model: 'iaas', pricePerLearner: '4500' }), 40 * SCALE, 'NOK', 9_000_000],
    ['a share of the subscription', terms({ model: 'bundle' }), 300 * SCALE, 'EUR', 1_800_000],
    ['nothing for custom terms', terms({ model: 'custom' }), 10 * SCALE, 'EUR', null],
    ['nothing without a capacity', seats, 0, 'EUR', null],
    ['nothing before there are terms', null, 10 * SCALE, 'EUR', null],
  ])('is %s', (_, own, capacity, currency, amount) => {
    expect(estimateOf(own, capacity, currency, { price: 6_000_000, learners: 500 })).toBe(amount);
  });

  it('is nothing for a bundle whose subscription is gone', () => {
    expect(estimateOf(terms({ model: 'bundle' }), SCALE, 'EUR', null)).toBeNull();
  });
});

describe('a company’s bundle', () => {
  it('needs two running campaigns', () => {
    expect(companyBundle([aCampaign(), aCampaign({ status: 'paused' })])).toBeNull();
  });

  it('scores size, performance and filling exactly', () => {
    const strong = aCampaign({ used: 71, sroi: 5.1, budgetAllocated: 1_001 });
    const plain = aCampaign({ used: 70, sroi: 5, budgetAllocated: 1_001, currency: 'NOK', status: 'recruiting' });
    // 30 × 2 ÷ 10 + 40 × ½ + 30, since the mean is 70.5 %.
    expect(companyBundle([strong, plain])).toEqual({
      score: 56,
      value: [
        { currency: 'EUR', amount: 250 },
        { currency: 'NOK', amount: 250 },
      ],
    });
    expect(companyBundle([{ ...strong, consumed: 70 * SCALE }, plain])?.score).toBe(26);
    expect(companyBundle([strong, plain, plain])?.score).toBe(52); // 9 + 13.33 + 30
  });

  it('counts ten campaigns as the most, and values nothing without budgets', () => {
    const twelve = Array.from({ length: 12 }, () => aCampaign({ used: 90, sroi: 6 }));
    expect(companyBundle(twelve)).toEqual({ score: 100, value: [] });
  });
});
