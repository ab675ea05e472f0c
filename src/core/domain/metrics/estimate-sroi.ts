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

/** What the proxies put at an amount, each of which may be off. */
export const PROXIED = ['integration', 'language', 'jobReadiness', 'volunteerHour'] as const;
export type Proxied = (typeof PROXIED)[number];

/** Everything of which an estimate may know a range only. */
export type SroiInput = Reduction | Proxied;
export const SROI_INPUTS: readonly SroiInput[] = [...REDUCTIONS, ...PROXIED];

export const CONFIDENCE_UNKNOWN = 0.85;
const CONFIDENCE_ENOUGH = 0.7;
const UNSURE = '0.8';
/** A score above this is a gain. */
const BASELINE = '0.3';

export interface SroiInputs {
  /** Null, as hours, where it is not known what they were then. */
  readonly beneficiariesServed: number | null;
  readonly outcomes: Readonly<Record<string, PeopleFigure>>;
  readonly hours: Quantity | null;
  readonly costs: MinorUnits;
  readonly currency: string;
  /** 0..1; unknown counts as 0.85. */
  readonly confidence: number | null;
  readonly reductions: Readonly<Partial<Record<Reduction, ShareRange>>>;
  /** The share by which each proxy may be off either way, below 1; none where it is left out. */
  readonly proxyDoubt?: number;
}

export type NoSroiReason = 'no_proxies' | 'no_snapshot' | 'no_outcomes' | 'no_beneficiaries' | 'no_investment';

/** The estimate with its bounds, or why there is none. */
export type SroiEstimate =
  | { readonly low: number; readonly value: number; readonly high: number; readonly reason: null }
  | { readonly reason: NoSroiReason };

/** What an estimate is worked out from, exactly: value and hours before anything is taken off or doubted. */
export interface SroiModel {
  /** What each dimension's gain is worth over everyone served, by its proxy. */
  readonly worth: Readonly<Record<Exclude<Proxied, 'volunteerHour'>, Rational>>;
  readonly worked: Rational;
  readonly costs: Rational;
  readonly ranges: Readonly<Record<SroiInput, ShareRange>>;
}

/** A choice within the range of each input: a share that is taken off, or the factor of a proxy. */
export type Choice = (input: SroiInput, range: ShareRange) => Rational;

/**
 * Value ÷ investment. Value = beneficiaries served × Σ proxy × gain, a gain being max(0, score − 0.3), × 0.8 where the confidence is
 * under 0.7, less each reduction that is given; investment = hours × the volunteer hour + costs. The value is that in the middle of all
 * ranges, low and high those at their worst and best ends. Exact, rounded to 2 decimals at last.
 */
export function estimateSroi(inputs: SroiInputs, proxies: ImpactProxies | null): SroiEstimate {
  const model = modelSroi(inputs, proxies);
  if ('reason' in model) return model;
  return {
    low: toHundredths(sroiAt(model, worst)),
    value: toHundredths(sroiAt(model, middle)),
    high: toHundredths(sroiAt(model, best)),
    reason: null,
  };
}

/** What the estimate of these inputs rests on, or why there is none. */
export function modelSroi(inputs: SroiInputs, proxies: ImpactProxies | null): SroiModel | { reason: NoSroiReason } {
  const { beneficiariesServed, hours, reductions, proxyDoubt = 0 } = inputs;
  if (!proxies) return { reason: 'no_proxies' };
  if (beneficiariesServed === null || hours === null) return { reason: 'no_snapshot' };
  const known = Object.entries(VALUED).filter(([dimension]) => isKnown(inputs.outcomes[dimension]));
  if (known.length === 0) return { reason: 'no_outcomes' };
  if (beneficiariesServed === 0) return { reason: 'no_beneficiaries' };
  const worked = multiply(rational(hours, SCALE), fromDecimal(proxies.volunteerHour));
  const costs = fromMinorUnits(inputs.costs, inputs.currency);
  if (compare(add(worked, costs), ZERO) <= 0) return { reason: 'no_investment' };
  const people = multiply(rational(beneficiariesServed), isSure(inputs.confidence) ? rational(1) : fromDecimal(UNSURE));
  const worth = Object.fromEntries(
    Object.entries(VALUED).map(([dimension, proxy]) => {
      const score = inputs.outcomes[dimension]?.value ?? 0;
      return [proxy, multiply(people, multiply(fromDecimal(proxies[proxy]), gainOf(score)))];
    }),
  ) as SroiModel['worth'];
  const ranges = Object.fromEntries([
    ...REDUCTIONS.map((reduction) => [reduction, reductions[reduction] ?? { low: 0, high: 0 }]),
    ...PROXIED.map((proxy) => [proxy, doubted(proxyDoubt)]),
  ]) as SroiModel['ranges'];
  return { worth, worked, costs, ranges };
}

/** The exact ratio at one choice of all that is doubted. */
export function sroiAt({ worth, worked, costs, ranges }: SroiModel, choose: Choice): Rational {
  const at = (input: SroiInput) => choose(input, ranges[input]);
  const values = Object.values(VALUED).map((proxy) => multiply(worth[proxy], at(proxy)));
  const left = REDUCTIONS.map((reduction) => subtract(rational(1), at(reduction)));
  return divide(left.reduce(multiply, sum(values)), add(multiply(worked, at('volunteerHour')), costs));
}

export const lower: Choice = (_input, { low }) => fromDecimal(low);
export const upper: Choice = (_input, { high }) => fromDecimal(high);
export const middle: Choice = (_input, { low, high }) =>
  multiply(add(fromDecimal(low), fromDecimal(high)), rational(1, 2));
const worst: Choice = (input, range) => (raises(input) ? lower : upper)(input, range);
const best: Choice = (input, range) => (raises(input) ? upper : lower)(input, range);

/** Whether more of it makes the ratio larger. */
function raises(input: SroiInput): boolean {
  return input in { integration: 0, language: 0, jobReadiness: 0 };
}

/** max(0, score − 0.3) */
export function gainOf(score: number): Rational {
  return most(ZERO, subtract(fromDecimal(score), fromDecimal(BASELINE)));
}

function doubted(doubt: number): ShareRange {
  const millionths = Math.round(doubt * 1_000_000);
  return { low: (1_000_000 - millionths) / 1_000_000, high: (1_000_000 + millionths) / 1_000_000 };
}

function isKnown(figure: PeopleFigure | undefined): boolean {
  return figure !== undefined && figure.value !== null;
}

function isSure(confidence: number | null): boolean {
  return (confidence ?? CONFIDENCE_UNKNOWN) >= CONFIDENCE_ENOUGH;
}

function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}
