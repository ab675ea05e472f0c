import { daysOfMonth } from '../billing/agreed-contract.ts';
import type { BillingState } from '../billing/billing-state.ts';
import { monthOf } from '../rating/contract.ts';
import type { Posting } from '../rating/posting.ts';
import { linesOf, totalOfLines } from '../rating/rate.ts';
import type { MinorUnits } from '../shared/money.ts';

/** What a month would come to more, or less. */
export interface MonthEffect {
  /** `YYYY-MM` */
  readonly month: string;
  readonly difference: MinorUnits;
  /** `closed` stays as it is: the difference is a correction in the open month. `before` was never invoiced from here. */
  readonly standing: 'before' | 'closed' | 'open';
}

/** By how much the months differ between what is owed and what would be; months that do not are left out. */
export function chargeEffect(
  owed: readonly Posting[],
  wouldBe: readonly Posting[],
  currency: string,
  billed: Pick<BillingState, 'firstMonth' | 'closedThrough'> | null,
): MonthEffect[] {
  const months = [...new Set([...owed, ...wouldBe].map(({ date }) => monthOf(date)))].sort();
  return months.flatMap((month) => {
    const { from, to } = daysOfMonth(month);
    const total = (postings: readonly Posting[]) => totalOfLines(linesOf(postings, from, to, currency));
    const difference = total(wouldBe) - total(owed);
    return difference === 0 ? [] : [{ month, difference, standing: standingOf(month, billed) }];
  });
}

function standingOf(
  month: string,
  billed: Pick<BillingState, 'firstMonth' | 'closedThrough'> | null,
): MonthEffect['standing'] {
  if (billed === null) return 'open';
  if (month < billed.firstMonth) return 'before';
  return billed.closedThrough !== null && month <= billed.closedThrough ? 'closed' : 'open';
}
