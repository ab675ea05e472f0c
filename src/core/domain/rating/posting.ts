import { add, fromDecimal, multiply, type Rational, rational, ZERO } from '../shared/rational.ts';
import type { CalendarDate } from '../shared/time.ts';
import type { Decimal, Tiers } from '../terms/terms.ts';
import type { Sources } from './usage.ts';

/** One amount owed on one day, exact; charges are sums of these, rounded once a line. */
export interface Posting extends Sources {
  readonly meter: string;
  readonly description: string;
  readonly date: CalendarDate;
  /** Whole units of the currency. */
  readonly amount: Rational;
  readonly quantity: Rational;
  /** The unit price behind it, null where there is none or more than one. */
  readonly unitPrice: Decimal | null;
  /** False for what is shown and billed elsewhere. */
  readonly posted: boolean;
}

/** The price of a quantity: unit price × quantity, or by tiers in place of the unit price. */
export function priceOf(quantity: Rational, unitPrice: Decimal, tiers: Tiers | null): Rational {
  if (!tiers) return multiply(quantity, fromDecimal(unitPrice));
  return tiers.mode === 'volume' ? volumePrice(quantity, tiers) : graduatedPrice(quantity, tiers);
}

/** The whole quantity at the price of the step it falls into. */
function volumePrice(quantity: Rational, { steps }: Tiers): Rational {
  const step = steps.find(({ upTo }) => upTo === null || isAtMost(quantity, upTo)) ?? steps.at(-1);
  return step ? multiply(quantity, fromDecimal(step.unitPrice)) : ZERO;
}

/** Each part of the quantity at the price of its own step. */
function graduatedPrice(quantity: Rational, { steps }: Tiers): Rational {
  let total = ZERO;
  let from = ZERO;
  for (const { upTo, unitPrice } of steps) {
    const to = upTo === null || isAtMost(quantity, upTo) ? quantity : fromDecimal(upTo);
    const part = add(to, { numerator: -from.numerator, denominator: from.denominator });
    total = add(total, multiply(part, fromDecimal(unitPrice)));
    if (to === quantity) break;
    from = to;
  }
  return total;
}

function isAtMost(quantity: Rational, bound: number): boolean {
  const limit = fromDecimal(bound);
  return quantity.numerator * limit.denominator <= limit.numerator * quantity.denominator;
}

/** A count as a fraction. */
export function count(value: number): Rational {
  return rational(value);
}

/** The sources of what was used, to stand in its posting. */
export function sourcesOf({ entries, evidence }: Sources): Sources {
  return { ...(entries && { entries }), ...(evidence && { evidence }) };
}
