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
  /** Closed months stay as they are: the difference is a correction in the open one. */
  readonly isClosed: boolean;
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
    const through = billed?.closedThrough ?? null;
    const isClosed = billed !== null && through !== null && month >= billed.firstMonth && month <= through;
    return difference === 0 ? [] : [{ month, difference, isClosed }];
  });
}
