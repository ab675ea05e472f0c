import { BUDGET_WARNING_TENTHS, LOWEST_SROI } from '../metrics/metrics.ts';
import { ratio } from '../shared/quantity.ts';
import type { Alert } from './alert.ts';

/** What an alert measured at its crossing, and the bar that it was held against: utilization, spent ÷ allocated, or SROI. */
export function figureOf(alert: Alert): { readonly value: number | null; readonly bar: number } {
  const { kind, measure, threshold, consumed, capacity } = alert;
  if (kind === 'capacity') return { value: ratio(consumed, capacity), bar: (threshold ?? 0) / 100 };
  return { value: measure?.value ?? null, bar: kind === 'budget' ? BUDGET_WARNING_TENTHS / 10 : LOWEST_SROI };
}
