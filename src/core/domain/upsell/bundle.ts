import type { MinorUnits } from '../shared/money.ts';
import { add, compare, multiply, rational, sum } from '../shared/rational.ts';
import { roundHalfUp, utilizationOf } from './composite.ts';
import { isRunning, type UpsellFeatures } from './features.ts';
import { BUNDLE_FILLED_ABOVE, BUNDLE_FROM, BUNDLE_SCORE, BUNDLE_VALUE_PERCENT, STRONG_SROI } from './rules.ts';

/** What a bundle over all running campaigns of a company is worth talking about. */
export interface CompanyBundle {
  /** 0..100 */
  readonly score: number;
  /** A quarter of the campaigns' budgets, by currency. */
  readonly value: readonly { readonly currency: string; readonly amount: MinorUnits }[];
}

/**
 * Over the active and recruiting campaigns: how many, how many of them with an SROI above 5, and whether they are filled on average.
 * Null for fewer than 2. The mean is over those with a capacity.
 */
export function companyBundle(campaigns: readonly UpsellFeatures[]): CompanyBundle | null {
  const running = campaigns.filter(({ status }) => isRunning(status));
  const count = running.length;
  if (count < BUNDLE_FROM) return null;
  const { size, most, performance, filled } = BUNDLE_SCORE;
  const strong = running.filter(({ sroi }) => (sroi ?? 0) > STRONG_SROI).length;
  const utilizations = running.filter(({ capacity }) => capacity > 0).map(utilizationOf);
  const mean = multiply(sum(utilizations), rational(1, Math.max(1, utilizations.length)));
  const score = sum([
    rational(size * Math.min(count, most), most),
    rational(performance * strong, count),
    rational(compare(mean, BUNDLE_FILLED_ABOVE) > 0 ? filled : 0),
  ]);
  const byCurrency = Map.groupBy(
    running.filter(({ budgetAllocated }) => budgetAllocated !== null),
    ({ currency }) => currency,
  );
  const value = [...byCurrency].toSorted().map(([currency, own]) => {
    const budgets = own.reduce((total, { budgetAllocated }) => add(total, rational(budgetAllocated ?? 0)), rational(0));
    return { currency, amount: roundHalfUp(multiply(budgets, rational(BUNDLE_VALUE_PERCENT, 100))) };
  });
  return { score: roundHalfUp(score), value };
}
