import type { z } from '@hono/zod-openapi';
import type { ContractUsage } from '../../../core/domain/insight/contract-usage.ts';
import type { PricingInsight } from '../../../core/domain/insight/insight.ts';
import type { Figure, Recommendation } from '../../../core/domain/insight/recommend.ts';
import type { PricingReport } from '../../../core/domain/insight/report.ts';
import { toHundredths } from '../../../core/domain/metrics/score.ts';
import { divideHalfUp } from '../../../core/domain/shared/decimal.ts';
import { formatMoney, type MinorUnits } from '../../../core/domain/shared/money.ts';
import { toUnits } from '../../../core/domain/shared/quantity.ts';
import type { Rational } from '../../../core/domain/shared/rational.ts';
import type { PricingReportSchema, PricingSchema, PricingSignalSchema } from '../schemas/pricing.ts';
import { presentScore } from './figures.ts';

export function presentPricing(insight: PricingInsight): z.output<typeof PricingSchema> {
  const { currency } = insight.campaign;
  return {
    currency,
    costPerLearner: moneyOrNull(insight.costPerLearner, currency),
    costPerHour: moneyOrNull(insight.costPerHour, currency),
    budgetUtilization: insight.budgetUtilization,
    contract: presentContract(insight.contract, insight.projectedCost, currency),
    engagement: percentOrNull(insight.engagement),
    highValue: insight.highValue,
    valueScore: insight.valueScore,
    roi: presentScore(insight.roi),
    priorities: [...insight.priorities],
    recommendations: insight.recommendations.map(({ sentence }) => sentence),
    basis: insight.recommendations.map((each) => presentBasis(each, currency)),
  };
}

export function presentSignal(insight: PricingInsight): z.output<typeof PricingSignalSchema> {
  const { id, name, status, terms } = insight.campaign;
  return { campaignId: id, name, status, model: terms?.model ?? null, ...presentPricing(insight) };
}

export function presentReport(report: PricingReport): z.output<typeof PricingReportSchema> {
  const { counts, totals, averages, campaigns, recommendations } = report;
  const currencies = new Map(campaigns.map(({ campaign }) => [campaign.id, campaign.currency]));
  return {
    counts: { ...counts },
    totals: totals.map(({ currency, allocated, spent, remaining, utilization }) => ({
      currency,
      allocated: moneyOrNull(allocated, currency),
      spent: formatMoney(spent, currency),
      remaining: moneyOrNull(remaining, currency),
      utilization,
    })),
    averages: {
      sroi: presentScore(averages.sroi),
      vis: presentScore(averages.vis),
      beneficiaryUtilization: averages.beneficiaryUtilization,
    },
    campaigns: campaigns.map(presentSignal),
    recommendations: recommendations.map(({ campaign, sentence }) => `${campaign}: ${sentence}`),
    basis: recommendations.map(({ campaignId, ...each }) => ({
      campaignId,
      ...presentBasis(each, currencies.get(campaignId) ?? ''),
    })),
  };
}

/** What a line of CSV says of a campaign, in this order. */
export const PRICING_COLUMNS = [
  'campaignId',
  'name',
  'status',
  'model',
  'currency',
  'unit',
  'committed',
  'used',
  'variance',
  'utilizationPercent',
  'near',
  'exhausted',
  'projected',
  'projectedPercent',
  'projectedCost',
  'exhaustedOn',
  'daysLeft',
  'action',
  'costPerLearner',
  'costPerHour',
  'budgetAllocated',
  'budgetSpent',
  'budgetUtilization',
  'engagement',
  'sroi',
  'vis',
  'roi',
  'highValue',
  'valueScore',
  'priorities',
  'recommendations',
] as const;

/** One campaign as a line of CSV. */
export function presentPricingRow(insight: PricingInsight) {
  const { contract, priorities, recommendations, basis: _, ...figures } = presentSignal(insight);
  const { budget, sroi, vis } = insight.metrics;
  return {
    ...figures,
    ...contract,
    budgetAllocated: moneyOrNull(budget.allocated, figures.currency),
    budgetSpent: formatMoney(budget.spent, figures.currency),
    sroi: presentScore(sroi.value),
    vis: presentScore(vis.value),
    priorities: priorities.join(' '),
    recommendations: recommendations.join(' '),
  };
}

function presentContract(contract: ContractUsage, projectedCost: MinorUnits | null, currency: string) {
  const { unit, committed, used, variance, near, exhausted, exhaustedOn, action, period } = contract;
  return {
    unit,
    committed: committed === null ? null : toUnits(committed),
    used: toUnits(used),
    variance: variance === null ? null : toUnits(variance),
    utilizationPercent: percentOrNull(contract.utilization),
    near,
    exhausted,
    projected: contract.projected && quantityOf(contract.projected),
    projectedPercent: percentOrNull(contract.projectedShare),
    projectedCost: moneyOrNull(projectedCost, currency),
    exhaustedOn,
    daysLeft: period?.leftDays ?? null,
    action,
  };
}

function presentBasis({ code, figures }: Pick<Recommendation, 'code' | 'figures'>, currency: string) {
  const shown = Object.entries(figures).map(([name, figure]) => [name, presentFigure(figure, currency)] as const);
  return { code, figures: Object.fromEntries(shown) };
}

function presentFigure(figure: Figure, currency: string): number | string {
  switch (figure.kind) {
    case 'quantity':
      return quantityOf(figure.value);
    case 'money':
      return formatMoney(figure.value, currency);
    case 'number':
      return presentScore(figure.value);
    case 'date':
      return figure.value;
  }
}

/** Ten-thousandths as units, half up to 4 decimals. */
function quantityOf({ numerator, denominator }: Rational): number {
  return toUnits(Number(divideHalfUp(numerator, denominator)));
}

function percentOrNull(percent: Rational | null): number | null {
  return percent && toHundredths(percent);
}

function moneyOrNull(amount: MinorUnits | null, currency: string): string | null {
  return amount === null ? null : formatMoney(amount, currency);
}
