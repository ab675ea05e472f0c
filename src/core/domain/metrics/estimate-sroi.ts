import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import {
  add,
  compare,
  fromDecimal,
  fromMinorUnits,
  most,
  multiply,
  type Rational,
  rational,
  subtract,
  sum,
  ZERO,
} from '../shared/rational.ts';
import type { PeopleFigure } from './impact.ts';
import type { ImpactProxies } from './proxies.ts';
import { toHundredths } from './score.ts';

/** A share from 0 to 1 of which only the bounds are known. */
export interface ShareRange {
  readonly low: number;
  readonly high: number;
}

/** What would have happened anyway, elsewhere, by others, or does not last. */
export const REDUCTIONS = ['deadweight', 'displacement', 'attribution', 'dropOff'] as const;
export type Reduction = (typeof REDUCTIONS)[number];

/** The dimensions that are put at an amount, and where it stands. */
export const VALUED = { integration: 'integration', language: 'language', job_readiness: 'jobReadiness' } as const;

export const CONFIDENCE_UNKNOWN = 0.85;
const CONFIDENCE_ENOUGH = 0.7;
const UNSURE = '0.8';
/** A score above this is a gain. */
const BASELINE = '0.3';

export interface SroiInputs {
  readonly beneficiariesServed: number;
  readonly outcomes: Readonly<Record<string, PeopleFigure>>;
  readonly hours: Quantity;
  readonly costs: MinorUnits;
  readonly currency: string;
  /** 0..1; unknown counts as 0.85. */
  readonly confidence: number | null;
  readonly reductions: Readonly<Partial<Record<Reduction, ShareRange>>>;
}

export type NoSroiReason = 'no_proxies' | 'no_outcomes' | 'no_beneficiaries' | 'no_investment';

/** The estimate with its bounds, or why there is none. */
export type SroiEstimate =
  | { readonly low: number; readonly value: number; readonly high: number; readonly reason: null }
  | { readonly reason: NoSroiReason };

/**
 * Value ÷ investment. Value = beneficiaries served × Σ proxy × gain, a gain being max(0, score − 0.3), × 0.8 where the confidence is
 * under 0.7, less each reduction that is given; investment = hours × the volunteer hour + costs. Exact, rounded to 2 decimals at last.
 */
export function estimateSroi(inputs: SroiInputs, proxies: ImpactProxies | null): SroiEstimate {
  if (!proxies) return { reason: 'no_proxies' };
  const gains = Object.entries(VALUED).flatMap(([dimension, proxy]) => {
    const score = inputs.outcomes[dimension]?.value ?? null;
    return score === null ? [] : [multiply(fromDecimal(proxies[proxy]), gainOf(score))];
  });
  if (gains.length === 0) return { reason: 'no_outcomes' };
  if (inputs.beneficiariesServed === 0) return { reason: 'no_beneficiaries' };
  const worked = multiply(rational(inputs.hours, SCALE), fromDecimal(proxies.volunteerHour));
  const investment = add(worked, fromMinorUnits(inputs.costs, inputs.currency));
  if (compare(investment, ZERO) <= 0) return { reason: 'no_investment' };
  const value = multiply(rational(inputs.beneficiariesServed), sum(gains));
  const sure = multiply(value, isSure(inputs.confidence) ? rational(1) : fromDecimal(UNSURE));
  const ratio = (share: (range: ShareRange) => Rational) => {
    const left = Object.values(inputs.reductions).map((range) => subtract(rational(1), share(range)));
    return toHundredths(divide(left.reduce(multiply, sure), investment));
  };
  return {
    low: ratio(({ high }) => fromDecimal(high)),
    value: ratio(({ low, high }) => multiply(add(fromDecimal(low), fromDecimal(high)), rational(1, 2))),
    high: ratio(({ low }) => fromDecimal(low)),
    reason: null,
  };
}

/** max(0, score − 0.3) */
export function gainOf(score: number): Rational {
  return most(ZERO, subtract(fromDecimal(score), fromDecimal(BASELINE)));
}

function isSure(confidence: number | null): boolean {
  return (confidence ?? CONFIDENCE_UNKNOWN) >= CONFIDENCE_ENOUGH;
}

function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}
