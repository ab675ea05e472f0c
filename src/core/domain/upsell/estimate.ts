import type { Subscription } from '../company/company.ts';
import { creditPriceOf } from '../rating/credits.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import { fromDecimal, fromMinorUnits, multiply, type Rational, rational, toMinorUnits } from '../shared/rational.ts';
import type { CommercialTerms } from '../terms/terms.ts';
import { SEAT_MONTHS } from './rules.ts';

/** ⌈half the capacity⌉ in whole units. */
function offeredUnits(capacity: Quantity): number {
  return Math.ceil(capacity / (2 * SCALE));
}

/**
 * ⌈half the capacity⌉ again at the campaign's own price: seats for 3 months, credits, learners, a bundle's at the subscription's price
 * ÷ its learners. In minor units, rounded once, half up; null for custom terms, and where capacity, terms or subscription are missing.
 */
export function estimateOf(
  terms: CommercialTerms | null,
  capacity: Quantity,
  currency: string,
  subscription: Pick<Subscription, 'price' | 'learners'> | null,
): MinorUnits | null {
  const unitPrice = terms && unitPriceOf(terms, currency, subscription);
  if (!unitPrice || capacity <= 0) return null;
  return toMinorUnits(multiply(rational(offeredUnits(capacity)), unitPrice), currency);
}

function unitPriceOf(
  terms: CommercialTerms,
  currency: string,
  subscription: Pick<Subscription, 'price' | 'learners'> | null,
): Rational | null {
  switch (terms.model) {
    case 'seats':
      return multiply(fromDecimal(terms.seatPricePerMonth), rational(SEAT_MONTHS));
    case 'credits':
      return fromDecimal(creditPriceOf(terms));
    case 'iaas':
      return fromDecimal(terms.pricePerLearner);
    case 'bundle':
      if (!subscription || subscription.learners <= 0) return null;
      return multiply(fromMinorUnits(subscription.price, currency), rational(1, subscription.learners));
    case 'custom':
      return null;
  }
}
