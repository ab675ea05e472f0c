import { type Rational, rational } from '../shared/rational.ts';

/** What each part weighs in the composite, in percent. */
export const WEIGHTS = { capacity: 40, performance: 30, engagement: 20, spend: 10 } as const;

export const UPSELL_PARTS = ['capacity', 'performance', 'engagement', 'spend'] as const;
export type UpsellPart = (typeof UPSELL_PARTS)[number];

/** What a performance score is made of, in percent. */
export const PERFORMANCE_WEIGHTS = { sroi: 60, vis: 40 } as const;
/** An SROI of 5 is worth the full 100. */
export const SROI_POINTS = 20;

/** From this value on `at` + (value − from) × slope, up to the next step; below the first step `below`, from `fullFrom` on 100. */
export interface Curve {
  readonly below: number;
  readonly steps: readonly {
    readonly from: Rational;
    readonly at: number;
    readonly slope: Rational;
    readonly origin: Rational;
  }[];
  readonly fullFrom: Rational;
}

const step = (from: Rational, at: number, slope: Rational, origin = from) => ({ from, at, slope, origin });

/** By utilization. */
export const CAPACITY_CURVE: Curve = {
  below: 10,
  steps: [
    step(rational(1, 2), 20, rational(40)),
    step(rational(4, 5), 50, rational(150)),
    step(rational(1), 80, rational(40)),
  ],
  fullFrom: rational(3, 2),
};

/** By sessions held. */
export const ENGAGEMENT_CURVE: Curve = {
  below: 10,
  steps: [step(rational(10), 20, rational(30, 25), rational(0)), step(rational(25), 50, rational(30, 75))],
  fullFrom: rational(100),
};

/** By the part of the budget that is spent. */
export const SPEND_CURVE: Curve = {
  below: 10,
  steps: [
    step(rational(1, 4), 10, rational(160)),
    step(rational(1, 2), 50, rational(100)),
    step(rational(4, 5), 80, rational(100)),
  ],
  fullFrom: rational(1),
};

/** The spend score of a campaign without a budget. */
export const SPEND_WITHOUT_BUDGET = 50;

export const UPSELL_TIERS = ['hot', 'warm', 'watch', 'none'] as const;
export type UpsellTier = (typeof UPSELL_TIERS)[number];
/** The least composite of each tier. */
export const TIER_FROM = { hot: 80, warm: 60, watch: 40 } as const;

export const OPPORTUNITY_TYPES = [
  'capacity_expansion',
  'performance_boost',
  'engagement_boost',
  'bundle_upgrade',
] as const;
export type OpportunityType = (typeof OPPORTUNITY_TYPES)[number];
export type UpsellType = OpportunityType | 'none';

/** Above these a campaign speaks for itself. */
export const STRONG_SROI = 5;
export const STRONG_VIS = 80;
export const MANY_SESSIONS = 25;
/** A company with so many active or recruiting campaigns is offered a bundle. */
export const BUNDLE_FROM = 2;

/** Seats are offered for so many months. */
export const SEAT_MONTHS = 3;

/** How the bundle score of a company comes about. */
export const BUNDLE_SCORE = { size: 30, most: 10, performance: 40, filled: 30 } as const;
export const BUNDLE_FILLED_ABOVE: Rational = rational(7, 10);
/** The part of the campaigns' budgets that a bundle is worth, in percent. */
export const BUNDLE_VALUE_PERCENT = 25;

/** After an opportunity ended, so many points more open a new one. */
export const REOPEN_POINTS = 10;
