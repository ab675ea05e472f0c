import { SYSTEM } from '../access/actor.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { burnOf } from '../metrics/burn.ts';
import { budgetUtilization, type CampaignMetrics, flagsOf } from '../metrics/metrics.ts';
import { performanceOf } from '../metrics/performance.ts';
import type { Contract } from '../rating/contract.ts';
import type { CapacityOn } from '../rating/rate.ts';
import type { Usage } from '../rating/usage.ts';
import type { MinorUnits } from '../shared/money.ts';
import type { Rational } from '../shared/rational.ts';
import type { CalendarDate } from '../shared/time.ts';
import { type ContractUsage, contractUsageOf } from './contract-usage.ts';
import { type InsightPriority, isBudgetConstrained, prioritiesOf } from './priorities.ts';
import { type Recommendation, recommend } from './recommend.ts';
import { projectedCostOf } from './usage-at-end.ts';
import { engagementOf, isHighValue, valueScoreOf } from './value.ts';

/** What sales needs to know of a campaign's contract. */
export interface PricingInsight {
  readonly campaign: Campaign;
  readonly metrics: CampaignMetrics;
  readonly contract: ContractUsage;
  /** Minor units; null where nothing was agreed, or no pace is known. */
  readonly projectedCost: MinorUnits | null;
  readonly costPerLearner: MinorUnits | null;
  readonly costPerHour: MinorUnits | null;
  /** 4 decimals; null without a budget. */
  readonly budgetUtilization: number | null;
  readonly budgetConstrained: boolean;
  /** Of 100, exact. */
  readonly engagement: Rational | null;
  readonly highValue: boolean;
  readonly valueScore: number | null;
  readonly roi: number | null;
  readonly priorities: readonly InsightPriority[];
  readonly recommendations: readonly Recommendation[];
}

/** What an insight is drawn from. */
export interface InsightWorld {
  readonly metrics: CampaignMetrics;
  /** What is rated; null where nothing was agreed. */
  readonly rating: { readonly contract: Contract; readonly usage: Usage; readonly capacityOn: CapacityOn } | null;
  /** The day since when the commitment has been used up. */
  readonly exhaustedSince: CalendarDate | null;
}

/** The insight into a campaign's contract as of today in its time zone; figures as staff see them. */
export function insightOf(campaign: Campaign, world: InsightWorld, today: CalendarDate): PricingInsight {
  const { metrics, rating } = world;
  const { unit, consumed, capacity, budget } = metrics;
  const sroi = metrics.sroi.value;
  const taken = unit === null ? null : { unit, consumed, capacity };
  const contract = contractUsageOf(campaign, taken, today, world.exhaustedSince);
  const projectedCost = rating && projectedCostOf(rating.contract, rating.usage, contract, rating.capacityOn);
  const { costPerLearner, costPerHour, roi } = performanceOf(metrics, SYSTEM);
  const { targetVolunteers, targetBeneficiaries, status } = campaign;
  const { volunteers, beneficiaries } = metrics;
  const engagement = engagementOf({ volunteers, targetVolunteers, beneficiaries, targetBeneficiaries });
  const flags = flagsOf(metrics, sroi, status);
  const burn = burnOf(campaign, today);
  const budgetConstrained = isBudgetConstrained(flags.budgetWarning, burn, contract);
  const highValue = isHighValue(sroi, engagement);
  return {
    campaign,
    metrics,
    contract,
    projectedCost,
    costPerLearner,
    costPerHour,
    budgetUtilization: budgetUtilization(budget),
    budgetConstrained,
    engagement,
    highValue,
    valueScore: valueScoreOf({ sroi, engagement, spent: budget.spent, allocated: budget.allocated }),
    roi,
    priorities: prioritiesOf({ status, contract, flags, budgetConstrained, highValue }),
    recommendations: recommend({
      contract,
      projectedCost,
      ...budget,
      burn,
      budgetConstrained,
      sroi,
      lowImpact: flags.lowPerformance,
      engagement,
      highValue,
    }),
  };
}
