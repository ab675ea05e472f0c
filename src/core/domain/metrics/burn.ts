import type { Campaign } from '../campaign/campaign.ts';
import { divideHalfUp } from '../shared/decimal.ts';
import type { MinorUnits } from '../shared/money.ts';
import { addDays, type CalendarDate, daysBetween, earlierOf } from '../shared/time.ts';

export const BURN_STATUSES = ['under_plan', 'on_plan', 'over_plan'] as const;
export type BurnStatus = (typeof BURN_STATUSES)[number];

/** How fast a budget is spent against how fast it was meant to be; null where there is no period, or no budget. */
export interface Burn {
  /** The period's days before today, at least 1. */
  readonly elapsedDays: number | null;
  readonly totalDays: number | null;
  readonly burnPerDay: MinorUnits | null;
  readonly planPerDay: MinorUnits | null;
  readonly status: BurnStatus | null;
  /** Today and the days that what remains lasts at this burn; earlier than today where more was spent than allocated. */
  readonly depletedOn: CalendarDate | null;
}

type Budgeted = Pick<Campaign, 'startDate' | 'endDate' | 'budgetAllocated' | 'budgetSpent'>;

/**
 * burnPerDay = spent ÷ elapsed days, planPerDay = allocated ÷ all days, on plan within 10 % of the plan,
 * depletedOn = today + ⌈remaining ÷ burnPerDay⌉, null when nothing burns. Compared exactly, rounded only to be shown.
 */
export function burnOf({ startDate, endDate, budgetAllocated, budgetSpent }: Budgeted, today: CalendarDate): Burn {
  if (startDate === null || endDate === null)
    return { elapsedDays: null, totalDays: null, burnPerDay: null, planPerDay: null, status: null, depletedOn: null };
  const totalDays = daysBetween(startDate, endDate) + 1;
  const elapsedDays = Math.max(1, daysBetween(startDate, earlierOf(today, addDays(endDate, 1))));
  const burnPerDay = perUnit(budgetSpent, elapsedDays);
  if (budgetAllocated === null)
    return { elapsedDays, totalDays, burnPerDay, planPerDay: null, status: null, depletedOn: null };
  const burned = BigInt(budgetSpent) * BigInt(totalDays);
  const planned = BigInt(budgetAllocated) * BigInt(elapsedDays);
  return {
    elapsedDays,
    totalDays,
    burnPerDay,
    planPerDay: perUnit(budgetAllocated, totalDays),
    status: statusOf(burned, planned),
    depletedOn: depletion(budgetAllocated - budgetSpent, budgetSpent, elapsedDays, today),
  };
}

function statusOf(burned: bigint, planned: bigint): BurnStatus {
  const over = (burned - planned) * 10n;
  return over > planned ? 'over_plan' : over < -planned ? 'under_plan' : 'on_plan';
}

function depletion(
  remaining: MinorUnits,
  spent: MinorUnits,
  elapsedDays: number,
  today: CalendarDate,
): CalendarDate | null {
  if (spent === 0) return null;
  const exact = BigInt(remaining) * BigInt(elapsedDays);
  const whole = exact / BigInt(spent);
  const isPart = exact > 0n && exact % BigInt(spent) !== 0n;
  const days = Number(whole) + (isPart ? 1 : 0);
  return days > LONGEST_DAYS ? null : addDays(today, days);
}

/** Beyond this a date says nothing. */
const LONGEST_DAYS = 365_000;

function perUnit(amount: MinorUnits, units: number): MinorUnits {
  return Number(divideHalfUp(BigInt(amount), BigInt(units)));
}
