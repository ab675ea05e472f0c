import { type Quantity, SCALE } from '../shared/quantity.ts';
import {
  add,
  compare,
  fromDecimal,
  least,
  multiply,
  type Rational,
  rational,
  subtract,
  sum,
} from '../shared/rational.ts';
import type { PeopleFigure } from './impact.ts';
import { toHundredths } from './score.ts';

export interface VisInputs {
  readonly volunteersServed: number;
  readonly hours: Quantity;
  readonly sessions: number;
  /** The period's days before today; null without a period. */
  readonly elapsedDays: number | null;
  readonly outcomes: Readonly<Record<string, PeopleFigure>>;
}

export type NoVisReason = 'no_snapshot' | 'no_volunteers' | 'no_period' | 'no_outcomes';

/** The estimate with its parts, each 0..100, or why there is none. */
export type VisEstimate =
  | {
      readonly value: number;
      readonly parts: { readonly hours: number; readonly consistency: number; readonly outcome: number };
      readonly reason: null;
    }
  | { readonly reason: NoVisReason };

/** Sessions of a volunteer in a month, and the score from there on. */
const CONSISTENCY = [
  { sessions: 8, score: 100 },
  { sessions: 4, score: 75 },
  { sessions: 2, score: 50 },
] as const;
const SOME = 25;
const MONTHS_A_YEAR = 12;
const DAYS_A_YEAR = 365;
/** Outcomes below this are none. */
const OUTCOME_FLOOR = '0.1';
const HUNDRED = rational(100);

/**
 * 0.3 × hours + 0.3 × consistency + 0.4 × outcome, hours and sessions for each volunteer served: hours up to 100; sessions a month
 * (of 365 ÷ 12 days, at least one month) of 8, 4, 2 or more than 0 score 100, 75, 50, 25; the mean outcome from 0.1 to 1 scores 0 to 100.
 */
export function estimateVis(inputs: VisInputs): VisEstimate {
  const { volunteersServed, hours, sessions, elapsedDays } = inputs;
  if (volunteersServed === 0) return { reason: 'no_volunteers' };
  if (elapsedDays === null) return { reason: 'no_period' };
  const scores = Object.values(inputs.outcomes).flatMap(({ value }) => (value === null ? [] : [fromDecimal(value)]));
  if (scores.length === 0) return { reason: 'no_outcomes' };
  const worked = least(HUNDRED, rational(hours, SCALE * volunteersServed));
  const consistency = rational(consistencyOf(sessionsAMonth(sessions, volunteersServed, elapsedDays)));
  const outcome = outcomeScore(multiply(sum(scores), rational(1, scores.length)));
  const value = add(
    add(multiply(fromDecimal('0.3'), worked), multiply(fromDecimal('0.3'), consistency)),
    multiply(fromDecimal('0.4'), outcome),
  );
  return {
    value: toHundredths(value),
    parts: {
      hours: toHundredths(worked),
      consistency: toHundredths(consistency),
      outcome: toHundredths(outcome),
    },
    reason: null,
  };
}

function sessionsAMonth(sessions: number, volunteers: number, days: number): Rational {
  const months = rational(Math.max(days * MONTHS_A_YEAR, DAYS_A_YEAR), DAYS_A_YEAR);
  return rational(BigInt(sessions) * months.denominator, BigInt(volunteers) * months.numerator);
}

function consistencyOf(sessions: Rational): number {
  const step = CONSISTENCY.find((at) => compare(sessions, rational(at.sessions)) >= 0);
  return step?.score ?? (sessions.numerator > 0n ? SOME : 0);
}

function outcomeScore(mean: Rational): Rational {
  const floor = fromDecimal(OUTCOME_FLOOR);
  if (compare(mean, floor) < 0) return rational(0);
  return multiply(multiply(subtract(mean, floor), rational(10, 9)), HUNDRED);
}
