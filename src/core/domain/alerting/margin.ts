import type { Entry } from '../capacity/entry.ts';
import type { Threshold } from '../capacity/thresholds.ts';

/** Whether the entry left utilization so many percentage points below the threshold, or armed it by adding capacity. */
export function clears(entry: Entry, threshold: Threshold, margin: number): boolean {
  const { consumed, capacity, hardLimit } = entry.after;
  const percent = capacity * threshold;
  const mark = threshold === 110 ? Math.min(percent, hardLimit * 100) : percent;
  if (consumed * 100 <= mark - capacity * margin) return true;
  const change = entry.thresholds;
  return change?.rearmed.includes(threshold) === true && capacity > change.capacityBefore;
}

/**
 * Whether a crossing is news, looking back entry by entry: utilization was clear of the threshold by the margin since it was
 * crossed before. Undefined while the entries given do not tell.
 */
export function isNews(newestFirst: readonly Entry[], threshold: Threshold, margin: number): boolean | undefined {
  for (const entry of newestFirst) {
    if (clears(entry, threshold, margin)) return true;
    if (entry.thresholds?.disarmed.includes(threshold)) return false;
  }
  return undefined;
}
