import { countedByLedger } from '../billing/component-use.ts';
import type { Contract } from '../rating/contract.ts';
import { type CapacityOn, linesOf, rate } from '../rating/rate.ts';
import type { Usage } from '../rating/usage.ts';
import { divideHalfUp } from '../shared/decimal.ts';
import type { MinorUnits } from '../shared/money.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import { multiply, type Rational, rational, subtract } from '../shared/rational.ts';
import { addDays, laterOf } from '../shared/time.ts';
import type { CustomTerms } from '../terms/terms.ts';
import type { ContractUsage } from './contract-usage.ts';

/**
 * What the whole period comes to when use goes on as projected, in minor units, a bundle's allocation included; null where no pace is
 * known. What is still to come is rated on the last day.
 */
export function projectedCostOf(
  contract: Contract,
  usage: Usage,
  projection: ContractUsage,
  capacityOn: CapacityOn,
): MinorUnits | null {
  if (projection.projected === null || projection.period === null) return null;
  const postings = rate(contract, usageAtEnd(contract, usage, projection), capacityOn);
  const last = postings.reduce((latest, { date }) => laterOf(latest, date), contract.endDate);
  const lines = linesOf(postings, contract.startDate, addDays(last, 1), contract.currency);
  return lines.reduce((total, { amount }) => total + amount, 0);
}

/**
 * The use with what is still to come on the last day: seats as they are; further credits out of what is left of the grants, then without
 * one; learners who have all completed, with evidence; components at their pace, or by their estimate where none was recorded; every milestone.
 */
export function usageAtEnd(contract: Contract, usage: Usage, projection: ContractUsage): Usage {
  const terms = contract.versions.at(-1)?.terms;
  const { projected, period, used, committed } = projection;
  if (!terms || !projected || !period || period.isOver) return usage;
  const { endDate } = contract;
  const more = roundTo(subtract(projected, rational(used)), 1);
  switch (terms.model) {
    case 'seats':
      return usage;
    case 'credits': {
      const covered = Math.min(more, Math.max(0, (committed ?? 0) - used));
      if (more === 0) return usage;
      return { ...usage, credits: [...usage.credits, { date: endDate, covered, uncovered: more - covered }] };
    }
    case 'iaas': {
      const completed = usage.completions.reduce((sum, { learners = 1 }) => sum + learners, 0);
      const learners = Math.max(0, wholeOf(projected) - completed);
      const evidenced = usage.completions.map((each) => ({ ...each, payableOn: each.payableOn ?? endDate }));
      return { ...usage, completions: [...evidenced, { completedOn: endDate, payableOn: endDate, learners }] };
    }
    case 'bundle': {
      const learners = wholeOf(projected);
      return { ...usage, places: [...usage.places, { date: endDate, peak: learners, level: learners }] };
    }
    case 'custom':
      return {
        ...usage,
        components: [...usage.components, ...furtherComponents(terms, usage, projection, more, endDate)],
        milestones: [...usage.milestones, ...openMilestones(terms, usage, endDate)],
      };
  }
}

function furtherComponents(
  terms: CustomTerms,
  usage: Usage,
  { unit, period }: ContractUsage,
  more: Quantity,
  date: string,
): Usage['components'] {
  return terms.variableComponents.flatMap((component) => {
    const { name, estimate } = component;
    const soFar = usage.components.reduce((sum, used) => sum + (used.name === name ? used.quantity : 0), 0);
    const isCounted = unit !== null && countedByLedger(component, unit);
    const quantity = isCounted ? more : soFar === 0 ? Math.round((estimate ?? 0) * SCALE) : atPace(soFar, period);
    return quantity > 0 ? [{ name, date, quantity }] : [];
  });
}

/** What is still to come of something that was used so far at an even pace. */
function atPace(soFar: Quantity, period: ContractUsage['period']): Quantity {
  if (!period?.hasBegun) return 0;
  return roundTo(multiply(rational(soFar), rational(period.leftDays, Math.max(1, period.goneDays))), 1);
}

function openMilestones(terms: CustomTerms, usage: Usage, reachedOn: string): Usage['milestones'] {
  const reached = new Set(usage.milestones.map(({ milestone }) => milestone));
  return terms.milestonePayments
    .filter(({ milestone }) => !reached.has(milestone))
    .map(({ milestone }) => ({ milestone, reachedOn }));
}

/** A person is whole. */
function wholeOf(quantity: Rational): number {
  return roundTo(quantity, SCALE);
}

function roundTo({ numerator, denominator }: Rational, divisor: number): number {
  return Number(divideHalfUp(numerator, denominator * BigInt(divisor)));
}
