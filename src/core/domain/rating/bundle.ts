import { SCALE } from '../shared/quantity.ts';
import { fromMinorUnits, multiply, type Rational, rational } from '../shared/rational.ts';
import { type CalendarDate, daysBetween, earlierOf, laterOf } from '../shared/time.ts';
import type { BundleTerms } from '../terms/terms.ts';
import { type BundledSubscription, type Contract, daysOf, type TermsFrom } from './contract.ts';
import { count, type Posting } from './posting.ts';
import { latestHeld, peaksOn, type Usage } from './usage.ts';

/**
 * share × the subscription's price × (days that campaign and subscription share ÷ the subscription's days): an allocation on the first
 * day, shown and never posted, as the subscription is billed by itself. Learners above the campaign's capacity × subscription price ÷
 * its learners, on the day the peak rises.
 * @param capacityOn the campaign's share of the learners, in whole learners, on a day
 */
export function rateBundle(
  contract: Contract,
  versions: readonly TermsFrom<BundleTerms>[],
  usage: Usage,
  capacityOn: (day: CalendarDate) => number,
): Posting[] {
  const { subscription } = contract;
  if (!subscription) return [];
  const price = fromMinorUnits(subscription.price, contract.currency);
  const postings: Posting[] = [];
  let before = 0;
  for (const { effectiveFrom, terms } of versions) {
    const date = laterOf(effectiveFrom, contract.startDate);
    const share = rational(terms.share - before, SCALE);
    before = terms.share;
    if (share.numerator === 0n) continue;
    const part = sharedPart(subscription, postings.length === 0 ? contract.startDate : date, contract.endDate);
    postings.push({
      meter: 'bundle_allocation',
      description: 'Share of the subscription',
      date: postings.length === 0 ? contract.startDate : date,
      amount: multiply(multiply(price, share), part),
      quantity: share,
      unitPrice: null,
      posted: false,
    });
  }
  return [...postings, ...overage(contract, usage, multiply(price, rational(1, subscription.learners)), capacityOn)];
}

function overage(
  contract: Contract,
  usage: Usage,
  unit: Rational,
  capacityOn: (day: CalendarDate) => number,
): Posting[] {
  const days = [...daysOf(contract)];
  const peaks = peaksOn(days, usage.places);
  const postings: Posting[] = [];
  let most = 0;
  for (const date of days) {
    const over = (peaks.get(date) ?? 0) - capacityOn(date);
    if (over <= most) continue;
    const quantity = count(over - most);
    const entries = latestHeld(usage.taken, date, over - most);
    most = over;
    const amount = multiply(quantity, unit);
    const description = 'Learners beyond the share';
    const meter = 'overage_learners';
    postings.push({ meter, description, date, amount, quantity, unitPrice: null, posted: true, entries });
  }
  return postings;
}

function sharedPart(subscription: BundledSubscription, from: CalendarDate, to: CalendarDate): Rational {
  const first = laterOf(from, subscription.startsOn);
  const last = earlierOf(to, subscription.endsOn);
  const all = daysBetween(subscription.startsOn, subscription.endsOn) + 1;
  return rational(Math.max(0, daysBetween(first, last) + 1), all);
}
