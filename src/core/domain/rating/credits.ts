import { type Quantity, SCALE } from '../shared/quantity.ts';
import { add, fromDecimal, fromMinorUnits, multiply, rational, subtract, ZERO } from '../shared/rational.ts';
import { type CalendarDate, laterOf } from '../shared/time.ts';
import type { CreditTerms, Decimal } from '../terms/terms.ts';
import { type Contract, type TermsFrom, termsOn } from './contract.ts';
import { type Posting, priceOf, sourcesOf } from './posting.ts';
import type { Sources, Usage } from './usage.ts';

/** What a credit costs unless the terms say otherwise, in EUR. */
export const DEFAULT_CREDIT_PRICE: Decimal = '0.50';

/**
 * Committed: allocation × price at the start, what a later version adds (or takes off) on its day; a further grant its cost when it starts.
 * Flexible: the credits that grants covered, on their day. Credits that no grant covered × overage price either way.
 */
export function rateCredits(contract: Contract, versions: readonly TermsFrom<CreditTerms>[], usage: Usage): Posting[] {
  return [
    ...allocations(contract, versions),
    ...usage.grants.map((grant) => ({
      ...sourcesOf(grant),
      meter: 'credit_grants',
      description: 'Further credits',
      date: laterOf(contract.startDate, grant.date),
      amount: fromMinorUnits(grant.cost, contract.currency),
      quantity: rational(1),
      unitPrice: null,
      posted: true,
    })),
    ...usedCredits(contract, versions, usage),
  ];
}

function allocations(contract: Contract, versions: readonly TermsFrom<CreditTerms>[]): Posting[] {
  const postings: Posting[] = [];
  let before = ZERO;
  for (const [index, { effectiveFrom, terms }] of versions.entries()) {
    const price = creditPriceOf(terms);
    const allocation = fromDecimal(terms.creditAllocation);
    const added = subtract(allocation, before);
    const first = index === 0;
    before = allocation;
    if (terms.tariff !== 'committed' || added.numerator === 0n) continue;
    const amount = first ? priceOf(allocation, price, terms.tiers) : multiply(added, fromDecimal(price));
    postings.push({
      meter: 'credit_allocation',
      description: 'Credits allocated',
      date: first ? contract.startDate : laterOf(contract.startDate, effectiveFrom),
      amount,
      quantity: added,
      unitPrice: first && terms.tiers ? null : price,
      posted: true,
    });
  }
  return postings;
}

function usedCredits(contract: Contract, versions: readonly TermsFrom<CreditTerms>[], usage: Usage): Posting[] {
  const postings: Posting[] = [];
  let covered = ZERO;
  for (const used of usage.credits) {
    const date = laterOf(contract.startDate, used.date);
    const terms = termsOn(versions, date);
    if (terms.tariff === 'flexible' && used.covered !== 0) {
      const price = creditPriceOf(terms);
      const next = add(covered, credits(used.covered));
      const amount = subtract(priceOf(next, price, terms.tiers), priceOf(covered, price, terms.tiers));
      covered = next;
      const unitPrice = terms.tiers ? null : price;
      const quantity = credits(used.covered);
      postings.push({
        ...sourcesOf(used),
        meter: 'used_credits',
        description: 'Credits used',
        date,
        amount,
        quantity,
        unitPrice,
        posted: true,
      });
    }
    if (used.uncovered !== 0) postings.push(overage(date, terms, used.uncovered, used));
  }
  return postings;
}

function overage(date: CalendarDate, terms: CreditTerms, uncovered: Quantity, sources: Sources): Posting {
  const unitPrice = terms.overageCreditPrice ?? creditPriceOf(terms);
  const quantity = credits(uncovered);
  const amount = multiply(quantity, fromDecimal(unitPrice));
  return {
    ...sourcesOf(sources),
    meter: 'overage_credits',
    description: 'Credits that no grant covered',
    date,
    amount,
    quantity,
    unitPrice,
    posted: true,
  };
}

/** The price of a credit by the terms. */
export function creditPriceOf(terms: CreditTerms): Decimal {
  return terms.creditPrice ?? DEFAULT_CREDIT_PRICE;
}

function credits(quantity: Quantity) {
  return rational(quantity, SCALE);
}
