import { ratio, toUnits } from '../shared/quantity.ts';
import { DAY, toRfc3339 } from '../shared/time.ts';
import type { FeatureCopy, Opportunity } from './opportunity.ts';

type Cell = string | number | null;

/** One opportunity as a row to learn from: who it was about, what was known when, and how it ended. Flat, so that it loads anywhere. */
export type TrainingRow = Readonly<Record<string, Cell>>;

/**
 * `label_*` is what came of it and never known before; `shown_*` is what was known when it came into the queue, `acted_*` when somebody first moved
 * it. To learn without leakage take the columns of one of the two and `label_*`, nothing else. Money in minor units beside its currency.
 */
export function trainingRow(opportunity: Opportunity): TrainingRow {
  const { id, campaignId, companyId, type, because, state, outcome, openedAt, acted } = opportunity;
  const ended = outcome ? daysBetween(openedAt, outcome.at) : null;
  return {
    opportunity_id: id,
    campaign_id: campaignId,
    company_id: companyId,
    type,
    because,
    days_to_action: acted ? daysBetween(openedAt, acted.at) : null,
    label_state: state,
    label_won: outcome === null || outcome.kind === 'dismissed' ? null : Number(outcome.kind === 'won'),
    label_value: outcome?.kind === 'won' ? outcome.value : null,
    label_reason: outcome?.kind === 'lost' ? outcome.reason : null,
    label_ended_at: outcome ? toRfc3339(outcome.at) : null,
    label_days_to_end: ended,
    ...prefixed('shown', opportunity.shown),
    ...prefixed('acted', acted),
  };
}

const FEATURES: Readonly<Record<string, (copy: FeatureCopy) => Cell>> = {
  at: ({ at }) => toRfc3339(at),
  score_version: ({ scoreVersion }) => scoreVersion,
  score: ({ score }) => score,
  tier: ({ tier }) => tier,
  score_type: ({ scoreType }) => scoreType,
  part_capacity: ({ parts }) => parts.capacity,
  part_performance: ({ parts }) => parts.performance,
  part_engagement: ({ parts }) => parts.engagement,
  part_spend: ({ parts }) => parts.spend,
  status: ({ status }) => status,
  model: ({ model }) => model,
  unit: ({ unit }) => unit,
  capacity: ({ capacity }) => toUnits(capacity),
  consumed: ({ consumed }) => toUnits(consumed),
  hard_limit: ({ hardLimit }) => toUnits(hardLimit),
  utilization: ({ consumed, capacity }) => ratio(consumed, capacity),
  sroi: ({ sroi }) => sroi,
  vis: ({ vis }) => vis,
  sessions: ({ sessions }) => sessions,
  currency: ({ currency }) => currency,
  budget_allocated: ({ budgetAllocated }) => budgetAllocated,
  budget_spent: ({ budgetSpent }) => budgetSpent,
  estimate: ({ estimate }) => estimate,
  company_runs: ({ companyRuns }) => companyRuns,
  crossed_threshold: ({ crossing }) => crossing?.threshold ?? null,
  days_since_crossing: ({ crossing, at }) => (crossing ? daysBetween(crossing.at, at) : null),
  days_full: ({ fullAt, at }) => (fullAt === null ? null : daysBetween(fullAt, at)),
  asked_in_vain: ({ asked }) => asked,
};

/** The columns of every row, in their order. */
export const TRAINING_COLUMNS: readonly string[] = [
  ...['opportunity_id', 'campaign_id', 'company_id', 'type', 'because', 'days_to_action'],
  ...['label_state', 'label_won', 'label_value', 'label_reason', 'label_ended_at', 'label_days_to_end'],
  ...['shown', 'acted'].flatMap((when) => Object.keys(FEATURES).map((name) => `${when}_${name}`)),
];

function prefixed(when: string, copy: FeatureCopy | null): TrainingRow {
  return Object.fromEntries(Object.entries(FEATURES).map(([name, of]) => [`${when}_${name}`, copy ? of(copy) : null]));
}

/** Days with 2 decimals. */
function daysBetween(from: number, to: number): number {
  return Math.round(((to - from) / DAY) * 100) / 100;
}
