import { compare, fromDecimal, multiply, negate, rational, subtract, sum, ZERO } from '../shared/rational.ts';
import { addDays, type CalendarDate } from '../shared/time.ts';
import { type Contract, daysOf, endDateOn, monthOf, termsOn, wholeMonths } from './contract.ts';
import type { Posting } from './posting.ts';

/**
 * A term discount is a percentage off what each day owes, from the day on which the agreed period is at least so many months; one gained
 * later counts from then.
 */
export function termDiscounts(contract: Contract, postings: readonly Posting[]): Posting[] {
  return postings.flatMap((posting) => {
    const { termDiscount } = termsOn(contract.versions, posting.date);
    if (!posting.posted || !termDiscount) return [];
    if (wholeMonths(contract.startDate, endDateOn(contract, posting.date)) < termDiscount.months) return [];
    const amount = negate(multiply(posting.amount, multiply(fromDecimal(termDiscount.percent), rational(1, 100))));
    const description = `Discount of ${termDiscount.percent} % from ${termDiscount.months} months`;
    return [{ ...posting, meter: 'term_discount', description, amount, quantity: rational(1), unitPrice: null }];
  });
}

/** What is missing to a minimum commitment, owed on the last day of each month or of the term. */
export function minimumTrueUps(contract: Contract, postings: readonly Posting[]): Posting[] {
  if (!contract.versions.some(({ terms }) => terms.minimumCommitment)) return [];
  return trueUpDays(contract).flatMap(({ from, to }) => {
    const minimum = termsOn(contract.versions, to).minimumCommitment;
    if (!minimum) return [];
    const charged = sum(
      postings.filter(({ posted, date }) => posted && date >= from && date <= to).map(({ amount }) => amount),
    );
    const missing = subtract(fromDecimal(minimum.amount), charged);
    if (compare(missing, ZERO) <= 0) return [];
    const description = minimum.per === 'month' ? 'Minimum of the month' : 'Minimum of the term';
    return [
      {
        meter: 'minimum_commitment',
        description,
        date: to,
        amount: missing,
        quantity: rational(1),
        unitPrice: null,
        posted: true,
      },
    ];
  });
}

function trueUpDays(contract: Contract): { from: CalendarDate; to: CalendarDate }[] {
  const { startDate, endDate } = contract;
  const windows: { from: CalendarDate; to: CalendarDate }[] = [];
  let from = startDate;
  for (const day of daysOf(contract)) {
    const lastOfMonth = day === endDate || monthOf(addDays(day, 1)) !== monthOf(day);
    if (!lastOfMonth) continue;
    const per = termsOn(contract.versions, day).minimumCommitment?.per;
    if (per === 'month') windows.push({ from, to: day });
    else if (day === endDate) windows.push({ from: startDate, to: day });
    from = addDays(day, 1);
  }
  return windows;
}
