import { formatDecimal, ONE, parseDecimal } from '../shared/decimal.ts';
import { formatMoney, type MinorUnits } from '../shared/money.ts';
import { type Quantity, ratio, SCALE, toUnits, type Unit } from '../shared/quantity.ts';
import { add, compare, multiply, type Rational, rational } from '../shared/rational.ts';
import { type Composite, compositeOf, roundHalfUp, sroiPoints, utilizationOf, visPoints } from './composite.ts';
import type { UpsellFeatures } from './features.ts';
import { PERFORMANCE_WEIGHTS, type UpsellPart, WEIGHTS } from './rules.ts';

export const FACTOR_INPUTS = ['utilization', 'sroi', 'vis', 'sessions', 'spend'] as const;
export type FactorInput = (typeof FACTOR_INPUTS)[number];

/** What more of an input would do to the score. */
export interface FactorChange {
  /** How much more, in the input's own measure: units, sessions, whole amounts of minor units, points of SROI or VIS. */
  readonly more: number;
  readonly points: number;
  /** `With 7 more seats used: +8` */
  readonly sentence: string;
}

/** One input of the score: its value, the points of the score that it gives and the most that it can give. */
export interface Factor {
  readonly input: FactorInput;
  readonly part: UpsellPart;
  /** Ratios to 4 decimals; null where nothing is known. */
  readonly value: number | null;
  /** To 2 decimals; those of all factors add up to the composite before it is rounded. */
  readonly points: number;
  readonly most: number;
  /** Null where nothing more would raise the score, or nothing more is possible. */
  readonly change: FactorChange | null;
}

const UTILIZATION_STEPS = [rational(1, 2), rational(4, 5), rational(1), rational(3, 2)];
const SPEND_STEPS = [rational(1, 2), rational(4, 5), rational(1)];
const SESSION_STEPS = [10, 25, 100];
const SROI_STEPS = [1, 2, 3, 4, 5];
const VIS_STEPS = [20, 40, 60, 80, 100];

/** Every input of the score, the one that gives most first. */
export function factorsOf(features: UpsellFeatures, { score, parts }: Composite): readonly Factor[] {
  const { budgetAllocated, budgetSpent, capacity, consumed, sessions, sroi, vis } = features;
  const [sroiHundredths, visHundredths] = split(features, WEIGHTS.performance * parts.performance);
  const wholly = (part: UpsellPart) => ({ part, points: (WEIGHTS[part] * parts[part]) / 100, most: WEIGHTS[part] });
  const ofPerformance = (input: 'sroi' | 'vis', hundredths: number) => ({
    input,
    part: 'performance' as const,
    points: hundredths / 100,
    most: (WEIGHTS.performance * PERFORMANCE_WEIGHTS[input]) / 100,
  });
  const factors: Factor[] = [
    {
      input: 'utilization',
      ...wholly('capacity'),
      value: capacity > 0 ? ratio(consumed, capacity) : null,
      change: moreUsed(features, score),
    },
    { ...ofPerformance('sroi', sroiHundredths), value: sroi, change: better(features, score, 'sroi', SROI_STEPS) },
    { ...ofPerformance('vis', visHundredths), value: vis, change: better(features, score, 'vis', VIS_STEPS) },
    { input: 'sessions', ...wholly('engagement'), value: sessions, change: moreSessions(features, score) },
    {
      input: 'spend',
      ...wholly('spend'),
      value: budgetAllocated === null ? null : ratio(budgetSpent, budgetAllocated),
      change: moreSpent(features, score),
    },
  ];
  return factors.toSorted((a, b) => b.points - a.points);
}

/** What the performance part gives, in hundredths, shared out as SROI and VIS made it: the part was rounded, so the shares are not. */
function split({ sroi, vis }: UpsellFeatures, hundredths: number): [number, number] {
  const ofSroi = sroiPoints(sroi);
  const all = add(ofSroi, visPoints(vis));
  if (all.numerator === 0n) return [0, hundredths];
  const share = multiply(ofSroi, rational(all.denominator, all.numerator));
  const most = (input: 'sroi' | 'vis') => WEIGHTS.performance * PERFORMANCE_WEIGHTS[input];
  const exact = roundHalfUp(multiply(share, rational(hundredths)));
  const first = Math.min(most('sroi'), Math.max(exact, hundredths - most('vis')));
  return [first, hundredths - first];
}

function gain(features: UpsellFeatures, score: number): number {
  return compositeOf(features).score - score;
}

/** The first of several candidates that raises the score. */
function firstGain<T>(
  candidates: readonly T[],
  attempt: (candidate: T) => { features: UpsellFeatures; more: number; what: string } | null,
  score: number,
): FactorChange | null {
  for (const candidate of candidates) {
    const tried = attempt(candidate);
    const points = tried ? gain(tried.features, score) : 0;
    if (tried && points > 0) return { more: tried.more, points, sentence: `${tried.what}: +${points}` };
  }
  return null;
}

function moreUsed(features: UpsellFeatures, score: number): FactorChange | null {
  const { capacity, consumed, hardLimit, unit } = features;
  if (unit === null || capacity <= 0) return null;
  const above = UTILIZATION_STEPS.filter((step) => compare(step, utilizationOf(features)) > 0);
  return firstGain(
    above,
    (step) => {
      const whole = (quantity: Quantity) => Math.ceil(quantity / SCALE) * SCALE;
      const more = whole(ceilTimes(step, capacity) - consumed);
      if (consumed + more > hardLimit) return null;
      const what = `With ${toUnits(more)} more ${unitName(unit, more)} used`;
      return { features: { ...features, consumed: consumed + more }, more: toUnits(more), what };
    },
    score,
  );
}

function moreSessions(features: UpsellFeatures, score: number): FactorChange | null {
  const { sessions } = features;
  return firstGain(
    SESSION_STEPS.filter((step) => step > sessions),
    (step) => {
      const more = step - sessions;
      const what = `With ${more} more ${more === 1 ? 'session' : 'sessions'} held`;
      return { features: { ...features, sessions: step }, more, what };
    },
    score,
  );
}

function moreSpent(features: UpsellFeatures, score: number): FactorChange | null {
  const { budgetAllocated, budgetSpent, currency } = features;
  if (budgetAllocated === null || budgetAllocated <= 0) return null;
  return firstGain(
    SPEND_STEPS.filter((step) => compare(step, rational(budgetSpent, budgetAllocated)) > 0),
    (step) => {
      const to: MinorUnits = ceilTimes(step, budgetAllocated);
      const more = to - budgetSpent;
      const what = `With ${formatMoney(more, currency)} ${currency} more spent`;
      return { features: { ...features, budgetSpent: to }, more, what };
    },
    score,
  );
}

function better(
  features: UpsellFeatures,
  score: number,
  input: 'sroi' | 'vis',
  steps: readonly number[],
): FactorChange | null {
  const now = features[input];
  return firstGain(
    steps.filter((step) => step > (now ?? 0)),
    (step) => ({
      features: { ...features, [input]: step },
      more: Number(formatDecimal(BigInt(step) * ONE - (parseDecimal(now ?? 0) ?? 0n))),
      what: `With ${input === 'sroi' ? 'an SROI' : 'a VIS'} of ${step}`,
    }),
    score,
  );
}

function ceilTimes(step: Rational, whole: number): number {
  const { numerator, denominator } = multiply(step, rational(whole));
  return Number((numerator + denominator - 1n) / denominator);
}

function unitName(unit: Unit, quantity: Quantity): string {
  return quantity === SCALE ? unit : `${unit}s`;
}
