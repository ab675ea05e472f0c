import type { Campaign } from '../campaign/campaign.ts';
import { flagsOf } from '../capacity/thresholds.ts';
import type { Quantity, Unit } from '../shared/quantity.ts';
import { compare, multiply, type Rational, rational } from '../shared/rational.ts';
import { addDays, type CalendarDate } from '../shared/time.ts';
import { isQuarterGone, type PeriodView, periodOf } from './period.ts';

export const PRICING_ACTIONS = ['close', 'expand', 'negotiate', 'maintain'] as const;
/** What to do about a contract. */
export type PricingAction = (typeof PRICING_ACTIONS)[number];

/** What is taken of a campaign's capacity. */
export interface Taken {
  readonly unit: Unit;
  readonly consumed: Quantity;
  readonly capacity: Quantity;
}

/** Usage against contract, exact. */
export interface ContractUsage {
  /** Null before there are terms, as is all that is measured by the commitment. */
  readonly unit: Unit | null;
  readonly committed: Quantity | null;
  readonly used: Quantity;
  /** Used less committed. */
  readonly variance: Quantity | null;
  /** Percent; null also where nothing is committed any more. */
  readonly utilization: Rational | null;
  readonly near: boolean;
  readonly exhausted: boolean;
  /** More than the commitment. */
  readonly over: boolean;
  /** Null before there are dates. */
  readonly period: PeriodView | null;
  /** What will be used by the end, in ten-thousandths; null where no pace is known. */
  readonly projected: Rational | null;
  /** The projection in percent of the commitment. */
  readonly projectedShare: Rational | null;
  /** The day on which the commitment is, or was, used up; null where it is not before the end, or not known. */
  readonly exhaustedOn: CalendarDate | null;
  /** Null while it is a draft, and before there are terms. */
  readonly action: PricingAction | null;
}

type Contracted = Pick<Campaign, 'status' | 'startDate' | 'endDate'>;

/**
 * Usage against contract: near from 80 %, exhausted from 100 %. A cumulative unit is projected at its pace so far, consumed ÷ elapsed days ×
 * all days (the period's days before today, at least 1), seats as what is used now; before the period begins no pace is known.
 * @param exhaustedSince the day from which the commitment has been used up, where the ledger was read
 */
export function contractUsageOf(
  campaign: Contracted,
  taken: Taken | null,
  today: CalendarDate,
  exhaustedSince: CalendarDate | null,
): ContractUsage {
  const period = periodOf(campaign, today);
  if (!taken) return { ...NO_TERMS, period };
  const { unit, consumed, capacity } = taken;
  const { near, at, over } = flagsOf(consumed, capacity);
  const projected = projectionOf(taken, period);
  const utilization = percentOf(rational(consumed), capacity);
  return {
    unit,
    committed: capacity,
    used: consumed,
    variance: consumed - capacity,
    utilization,
    near,
    exhausted: at,
    over,
    period,
    projected,
    projectedShare: projected && percentOf(projected, capacity),
    exhaustedOn: at ? exhaustedSince : daysUntilExhausted(campaign, taken, period),
    action: campaign.status === 'draft' ? null : actionOf(taken, projected, period),
  };
}

const NO_TERMS: Omit<ContractUsage, 'period'> = {
  unit: null,
  committed: null,
  used: 0,
  variance: null,
  utilization: null,
  near: false,
  exhausted: false,
  over: false,
  projected: null,
  projectedShare: null,
  exhaustedOn: null,
  action: null,
};

function projectionOf({ unit, consumed }: Taken, period: PeriodView | null): Rational | null {
  const used = rational(consumed);
  if (unit === 'seat' || period?.isOver) return used;
  if (!period?.hasBegun) return null;
  return multiply(used, rational(period.totalDays, Math.max(1, period.goneDays)));
}

/** The day of the period in the course of which the pace so far reaches the commitment: given exactly where the projection reaches it. */
function daysUntilExhausted(
  { startDate }: Contracted,
  { unit, consumed, capacity }: Taken,
  period: PeriodView | null,
): CalendarDate | null {
  if (!startDate || !period?.hasBegun || period.isOver || unit === 'seat') return null;
  if (consumed === 0 || capacity === 0) return null;
  const needed = BigInt(capacity) * BigInt(Math.max(1, period.goneDays));
  const day = (needed + BigInt(consumed) - 1n) / BigInt(consumed);
  return day > BigInt(period.totalDays) ? null : addDays(startDate, Number(day) - 1);
}

/** The first that holds. */
function actionOf(taken: Taken, projected: Rational | null, period: PeriodView | null): PricingAction {
  const { consumed, capacity } = taken;
  const isAbove = (percent: number) =>
    projected !== null && compare(multiply(projected, rational(100)), rational(BigInt(capacity) * BigInt(percent))) > 0;
  if (period?.isOver) return 'close';
  if ((capacity > 0 && consumed * 100 >= capacity * 80) || isAbove(110)) return 'expand';
  if (isAbove(100) || isUnder(taken, period)) return 'negotiate';
  return 'maintain';
}

/** Whether less than half of the commitment is used with a quarter of the period gone. */
export function isUnderused({ used, committed, period }: ContractUsage): boolean {
  return committed !== null && isUnder({ consumed: used, capacity: committed }, period);
}

function isUnder({ consumed, capacity }: Omit<Taken, 'unit'>, period: PeriodView | null): boolean {
  return capacity > 0 && consumed * 2 < capacity && period !== null && isQuarterGone(period);
}

function percentOf(value: Rational, of: Quantity): Rational | null {
  return of === 0 ? null : multiply(value, rational(100, of));
}
