import { divideHalfUp, ONE, parseDecimal } from '../shared/decimal.ts';
import { add, compare, multiply, type Rational, rational, subtract, ZERO } from '../shared/rational.ts';
import type { UpsellFeatures } from './features.ts';
import {
  BUNDLE_FROM,
  CAPACITY_CURVE,
  type Curve,
  ENGAGEMENT_CURVE,
  MANY_SESSIONS,
  PERFORMANCE_WEIGHTS,
  SPEND_CURVE,
  SPEND_WITHOUT_BUDGET,
  SROI_POINTS,
  STRONG_SROI,
  STRONG_VIS,
  TIER_FROM,
  UPSELL_PARTS,
  type UpsellPart,
  type UpsellTier,
  type UpsellType,
  WEIGHTS,
} from './rules.ts';

/** Integers from 0 to 100. */
export type Parts = Readonly<Record<UpsellPart, number>>;

export interface Composite {
  /** 0..100 */
  readonly score: number;
  readonly tier: UpsellTier;
  readonly type: UpsellType;
  readonly parts: Parts;
}

const HUNDRED = rational(100);

/** The composite of a campaign: each part rounded to an integer first, then the weighted sum, half up on exact fractions. */
export function compositeOf(features: UpsellFeatures): Composite {
  const parts: Parts = {
    capacity: roundHalfUp(along(CAPACITY_CURVE, utilizationOf(features))),
    performance: roundHalfUp(add(sroiPoints(features.sroi), visPoints(features.vis))),
    engagement: roundHalfUp(along(ENGAGEMENT_CURVE, rational(Math.max(0, features.sessions)))),
    spend: roundHalfUp(spendScore(features)),
  };
  const weighted = UPSELL_PARTS.reduce((sum, part) => sum + WEIGHTS[part] * parts[part], 0);
  const score = roundHalfUp(rational(weighted, 100));
  return { score, tier: tierOf(score), type: typeOf(features), parts };
}

/** Consumed ÷ capacity, exactly; 0 without a capacity. */
export function utilizationOf({ consumed, capacity }: Pick<UpsellFeatures, 'consumed' | 'capacity'>): Rational {
  return capacity > 0 ? rational(Math.max(0, consumed), capacity) : ZERO;
}

/** What the SROI gives of the performance score's 100; nothing where it is not known. */
export function sroiPoints(sroi: number | null): Rational {
  return weigh(multiply(fraction(sroi), rational(SROI_POINTS)), PERFORMANCE_WEIGHTS.sroi);
}

export function visPoints(vis: number | null): Rational {
  return weigh(fraction(vis), PERFORMANCE_WEIGHTS.vis);
}

/** The integer nearest to it, a half upwards. */
export function roundHalfUp({ numerator, denominator }: Rational): number {
  return Number(divideHalfUp(numerator, denominator));
}

export function tierOf(score: number): UpsellTier {
  if (score >= TIER_FROM.hot) return 'hot';
  if (score >= TIER_FROM.warm) return 'warm';
  return score >= TIER_FROM.watch ? 'watch' : 'none';
}

/** What the campaign is best offered; the first that holds. */
function typeOf(features: UpsellFeatures): UpsellType {
  const { sroi, vis, sessions, companyRuns } = features;
  if (compare(utilizationOf(features), rational(4, 5)) >= 0) return 'capacity_expansion';
  if ((sroi ?? 0) > STRONG_SROI || (vis ?? 0) > STRONG_VIS) return 'performance_boost';
  if (sessions > MANY_SESSIONS) return 'engagement_boost';
  return companyRuns >= BUNDLE_FROM ? 'bundle_upgrade' : 'none';
}

function spendScore({ budgetAllocated, budgetSpent }: UpsellFeatures): Rational {
  if (budgetAllocated === null || budgetAllocated <= 0) return rational(SPEND_WITHOUT_BUDGET);
  return along(SPEND_CURVE, rational(Math.max(0, budgetSpent), budgetAllocated));
}

function along({ below, steps, fullFrom }: Curve, value: Rational): Rational {
  if (compare(value, fullFrom) >= 0) return HUNDRED;
  const step = steps.findLast(({ from }) => compare(value, from) >= 0);
  return step ? add(rational(step.at), multiply(subtract(value, step.origin), step.slope)) : rational(below);
}

function weigh(points: Rational, percent: number): Rational {
  const capped = compare(points, HUNDRED) > 0 ? HUNDRED : compare(points, ZERO) < 0 ? ZERO : points;
  return multiply(capped, rational(percent, 100));
}

function fraction(value: number | null): Rational {
  return rational(value === null ? 0n : (parseDecimal(value) ?? 0n), ONE);
}
