import type { CampaignStatus } from '../lifecycle/status.ts';
import type { Burn } from '../metrics/burn.ts';
import type { MetricsFlags } from '../metrics/metrics.ts';
import { type ContractUsage, isUnderused } from './contract-usage.ts';
import { isEnding, isQuarterGone } from './period.ts';

/** What is to be looked at in a campaign, the most pressing first. */
export const PRIORITIES = [
  'exhausted',
  'budget_constrained',
  'near',
  'renewal',
  'low_impact',
  'underused',
  'high_value',
] as const;
export type InsightPriority = (typeof PRIORITIES)[number];

export interface PriorityFacts {
  readonly status: CampaignStatus;
  readonly contract: ContractUsage;
  readonly flags: Pick<MetricsFlags, 'lowPerformance'>;
  readonly budgetConstrained: boolean;
  readonly highValue: boolean;
}

/**
 * What there is to be looked at. A draft has nothing to look at, nor has a closed campaign; one whose period is over has its renewal, its
 * budget and its value.
 */
export function prioritiesOf({
  status,
  contract,
  flags,
  budgetConstrained,
  highValue,
}: PriorityFacts): InsightPriority[] {
  if (status === 'draft' || status === 'closed') return [];
  const { period } = contract;
  const isRunning = !period?.isOver;
  const holds: Record<InsightPriority, boolean> = {
    exhausted: isRunning && contract.exhausted,
    budget_constrained: budgetConstrained,
    near: isRunning && contract.near,
    renewal: period !== null && (period.isOver || isEnding(period)),
    low_impact: flags.lowPerformance,
    underused: isRunning && isUnderused(contract),
    high_value: highValue,
  };
  return PRIORITIES.filter((priority) => holds[priority]);
}

/**
 * Whether a budget leaves no room to sell more: at least 0.9 of it is spent, or, with a quarter of the period gone, it is spent more than
 * 10 % faster than planned.
 */
export function isBudgetConstrained(
  budgetWarning: boolean,
  { status }: Pick<Burn, 'status'>,
  { period }: Pick<ContractUsage, 'period'>,
): boolean {
  return budgetWarning || (status === 'over_plan' && period !== null && isQuarterGone(period));
}
