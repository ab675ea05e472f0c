import { multiplyFloor, precisionOf, type Quantity, SCALE, type Unit } from '../shared/quantity.ts';

/** The alert thresholds, in percent of the capacity. */
export const THRESHOLDS = [80, 90, 100, 110] as const;
export type Threshold = (typeof THRESHOLDS)[number];

/** A threshold is armed again when utilization is this many percentage points or more below it. */
export const REARM_MARGIN = 2;

/** ⌊capacity × (1 + overage)⌋ in the unit's own precision; overage in ten-thousandths. */
export function hardLimitOf(capacity: Quantity, overage: number, unit: Unit): Quantity {
  const exact = multiplyFloor(capacity, SCALE + overage, SCALE);
  return exact - (exact % precisionOf(unit));
}

/** What decides where thresholds stand. */
export interface Limits {
  readonly capacity: Quantity;
  /** Ten-thousandths. */
  readonly overage: number;
  readonly unit: Unit;
}

/**
 * The consumed quantity at which a threshold stands, exactly: percent × capacity ÷ 100, except that 110 stands at the
 * hard limit where that is lower (38 of 35, 4 of 4); null where there is none (110 without an allowance, or no capacity at all).
 * Scaled by 100, so that percents stay integers.
 */
export function standsAt(threshold: Threshold, { capacity, overage, unit }: Limits): number | null {
  if (capacity <= 0) return null;
  if (threshold !== 110) return capacity * threshold;
  if (overage === 0) return null;
  return Math.min(capacity * threshold, hardLimitOf(capacity, overage, unit) * 100);
}

/** Whether utilization has reached the threshold. */
export function reached(threshold: Threshold, consumed: Quantity, limits: Limits): boolean {
  const mark = standsAt(threshold, limits);
  return mark !== null && consumed * 100 >= mark;
}

/** Whether utilization is far enough below the threshold to arm it again. */
export function clearOf(threshold: Threshold, consumed: Quantity, limits: Limits): boolean {
  const mark = standsAt(threshold, limits);
  return mark === null || consumed * 100 <= mark - limits.capacity * REARM_MARGIN;
}

/** The highest of 80, 90, 100, 110 % of capacity that utilization has reached; null below 80 or without capacity. */
export function bandOf(consumed: Quantity, capacity: Quantity): Threshold | null {
  if (capacity <= 0) return null;
  return THRESHOLDS.findLast((threshold) => consumed * 100 >= capacity * threshold) ?? null;
}

/** near 0.8 ≤ u < 1 · at u ≥ 1 · over u > 1. */
export function flagsOf(consumed: Quantity, capacity: Quantity): { near: boolean; at: boolean; over: boolean } {
  if (capacity <= 0) return { near: false, at: false, over: false };
  return {
    near: consumed * 100 >= capacity * 80 && consumed < capacity,
    at: consumed >= capacity,
    over: consumed > capacity,
  };
}
