import { divideHalfUp } from '../shared/decimal.ts';
import type { MinorUnits } from '../shared/money.ts';
import { add, compare, fromDecimal, least, multiply, type Rational, rational, ZERO } from '../shared/rational.ts';

/** Above this SROI, and from this engagement on, a campaign is of high value. */
const HIGH_SROI = 4;
const HIGH_ENGAGEMENT = 75;
/** The SROI that earns all of its part of the value score. */
const FULL_SROI = 4;
const HUNDRED = rational(100);

/** People against what was aimed at, who are in it now; null where nothing was aimed at. */
export interface Participation {
  readonly volunteers: number;
  readonly targetVolunteers: number | null;
  readonly beneficiaries: number;
  readonly targetBeneficiaries: number | null;
}

/** What the value score is made of. */
export interface ValueParts {
  /** As Program Management reports it. */
  readonly sroi: number | null;
  /** Of 100. */
  readonly engagement: Rational | null;
  readonly spent: MinorUnits;
  readonly allocated: MinorUnits | null;
}

/** The mean of beneficiaries and volunteers against target, each at most 100; of the one that has a target, null where none has. */
export function engagementOf(people: Participation): Rational | null {
  const parts = [
    percentOf(people.beneficiaries, people.targetBeneficiaries),
    percentOf(people.volunteers, people.targetVolunteers),
  ].filter((part) => part !== null);
  const [first, second] = parts;
  if (!first) return null;
  return second ? multiply(add(first, second), rational(1, 2)) : first;
}

/** SROI above 4 and engagement of 75 or more; what is not known is not called high. */
export function isHighValue(sroi: number | null, engagement: Rational | null): boolean {
  if (sroi === null || engagement === null) return false;
  return compare(fromDecimal(sroi), rational(HIGH_SROI)) > 0 && compare(engagement, rational(HIGH_ENGAGEMENT)) >= 0;
}

/**
 * The mean of SROI against 4, engagement and what is spent of the budget, each of 100 and at most 100, rounded once, half up. What is not
 * known earns nothing; null where none of the three is.
 */
export function valueScoreOf({ sroi, engagement, spent, allocated }: ValueParts): number | null {
  const impact = sroi === null ? null : atMostHundred(multiply(fromDecimal(sroi), rational(100, FULL_SROI)));
  const burned = allocated === null ? null : percentOf(spent, allocated);
  const known = [impact, engagement, burned].filter((part) => part !== null);
  if (known.length === 0) return null;
  const { numerator, denominator } = multiply(known.reduce(add, ZERO), rational(1, 3));
  return Number(divideHalfUp(numerator, denominator));
}

function percentOf(value: number, target: number | null): Rational | null {
  if (target === null || target <= 0) return null;
  return atMostHundred(rational(BigInt(value) * 100n, BigInt(target)));
}

function atMostHundred(value: Rational): Rational {
  return least(HUNDRED, value);
}
