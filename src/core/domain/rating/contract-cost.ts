import { type Quantity, SCALE } from '../shared/quantity.ts';
import type { CommercialTerms } from '../terms/terms.ts';
import type { Contract } from './contract.ts';
import { type Line, linesOf, rate } from './rate.ts';
import { NO_USAGE, type Usage } from './usage.ts';

/** The cost of the whole period as agreed, when exactly what is committed is used; `total` in minor units, allocations of a bundle included. */
export interface ContractCost {
  readonly lines: readonly Line[];
  readonly total: number;
}

/** Dry-run cost: everything committed is used, milestones are reached, and a variable component takes its estimate, else its cap, else 0. */
export function contractCost(contract: Contract): ContractCost {
  const terms = contract.versions.at(-1)?.terms;
  if (!terms) return { lines: [], total: 0 };
  const postings = rate(contract, expectedUsage(contract, terms), () => Number.MAX_SAFE_INTEGER);
  const lines = linesOf(postings, contract.startDate, contract.endDate, contract.currency);
  return { lines, total: lines.reduce((total, { amount }) => total + amount, 0) };
}

function expectedUsage(contract: Contract, terms: CommercialTerms): Usage {
  const { startDate, endDate } = contract;
  switch (terms.model) {
    case 'seats':
      return { ...NO_USAGE, places: [{ date: startDate, peak: terms.committedSeats, level: terms.committedSeats }] };
    case 'credits':
      return {
        ...NO_USAGE,
        credits: [{ date: startDate, covered: allocationOf(terms.creditAllocation), uncovered: 0 }],
      };
    case 'iaas':
      return {
        ...NO_USAGE,
        completions: [{ completedOn: endDate, payableOn: endDate, learners: terms.learnersCommitted }],
      };
    case 'bundle':
      return NO_USAGE;
    case 'custom':
      return {
        ...NO_USAGE,
        components: terms.variableComponents.map(({ name, estimate, cap }) => ({
          name,
          date: startDate,
          quantity: Math.round((estimate ?? cap ?? 0) * SCALE),
        })),
        milestones: terms.milestonePayments.map(({ milestone }) => ({ milestone, reachedOn: startDate })),
      };
  }
}

function allocationOf(credits: string): Quantity {
  return Math.round(Number(credits) * SCALE);
}
