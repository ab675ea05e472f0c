import { divideHalfUp } from '../shared/decimal.ts';
import { type RatioInTenThousandths, SCALE } from '../shared/quantity.ts';
import { add, fromDecimal, multiply, type Rational, rational, ZERO } from '../shared/rational.ts';
import { DAY, type Instant } from '../shared/time.ts';
import type { Evidence } from './evidence.ts';

const WEIGHTS = { impact: '0.4', dimension: '0.3', recency: '0.2', verification: '0.1' } as const;
const UNKNOWN_CONFIDENCE = '0.8';
const WITHOUT_OUTCOME = '0.5';
const DIMENSIONS: ReadonlyMap<string, string> = new Map([
  ['job_readiness', '1'],
  ['well_being', '0.95'],
  ['confidence', '0.9'],
  ['belonging', '0.85'],
  ['lang_level_proxy', '0.8'],
]);
const OTHER_DIMENSION = '0.7';
const NO_DIMENSION = '0.5';
const VERIFIED = { verified: '1', pending: '0.5' } as const;
/** In so long evidence comes to count half as recent. */
const HALF_LIFE = 90 * DAY;

export type ScorePart = keyof typeof WEIGHTS;
export const SCORE_PARTS = Object.keys(WEIGHTS) as readonly ScorePart[];

/** How much a piece of evidence says, with its parts before weighting; all from 0 to 1. */
export interface EvidenceScore {
  readonly score: RatioInTenThousandths;
  readonly parts: Readonly<Record<ScorePart, RatioInTenThousandths>>;
}

export type Scored = Pick<Evidence, 'dimension' | 'outcome' | 'confidence' | 'verification' | 'createdAt'>;

/**
 * The score of evidence at an instant: the sum of its weighted parts, exact, rounded once to 4 decimals, half up. Null for evidence that
 * was withdrawn. The shown parts are rounded for themselves.
 */
export function scoreOf(evidence: Scored, asOf: Instant): EvidenceScore | null {
  const { verification } = evidence;
  if (verification === 'withdrawn') return null;
  const parts: Readonly<Record<ScorePart, Rational>> = {
    impact: impactOf(evidence),
    dimension: fromDecimal(dimensionWeight(evidence.dimension)),
    recency: recencyOf(asOf - evidence.createdAt),
    verification: fromDecimal(VERIFIED[verification]),
  };
  const score = SCORE_PARTS.reduce((sum, part) => add(sum, multiply(fromDecimal(WEIGHTS[part]), parts[part])), ZERO);
  return {
    score: toRatio(score),
    parts: {
      impact: toRatio(parts.impact),
      dimension: toRatio(parts.dimension),
      recency: toRatio(parts.recency),
      verification: toRatio(parts.verification),
    },
  };
}

/** What a part adds to the score, to be shown beside it: part × weight, rounded for itself. */
export function weighted(part: ScorePart, value: RatioInTenThousandths): RatioInTenThousandths {
  return toRatio(multiply(fromDecimal(WEIGHTS[part]), rational(value, SCALE)));
}

function impactOf({ outcome, confidence }: Scored): Rational {
  if (outcome === null) return fromDecimal(WITHOUT_OUTCOME);
  return multiply(fromDecimal(outcome), fromDecimal(confidence ?? UNKNOWN_CONFIDENCE));
}

function dimensionWeight(dimension: string | null): string {
  if (dimension === null) return NO_DIMENSION;
  return DIMENSIONS.get(dimension) ?? OTHER_DIMENSION;
}

/** Digits of the fixed-point arithmetic, and those that are kept of its result. */
const WORKING = 10n ** 40n;
const KEPT = 10n ** 12n;
/** The natural logarithm of 2 in the working digits. */
const LN2 = 6931471805599453094172321214581765680755n;

/**
 * 2^(−age ÷ 90 days), rounded half up to 12 decimals, which from then on count as exact. The age is real-valued: milliseconds count.
 * In integers, so that every machine comes to the same digits. What is of the future is of now.
 */
export function recencyOf(age: number): Rational {
  const milliseconds = BigInt(Math.max(0, Math.floor(age)));
  const halvings = milliseconds / BigInt(HALF_LIFE);
  const rest = milliseconds % BigInt(HALF_LIFE);
  const exponent = (LN2 * rest) / BigInt(HALF_LIFE);
  let term = WORKING;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (-term * exponent) / (WORKING * k);
  }
  return rational(divideHalfUp(sum * KEPT, WORKING * 2n ** halvings), KEPT);
}

function toRatio({ numerator, denominator }: Rational): RatioInTenThousandths {
  return Number(divideHalfUp(numerator * BigInt(SCALE), denominator));
}
