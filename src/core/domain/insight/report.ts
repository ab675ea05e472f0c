import type { Campaign } from '../campaign/campaign.ts';
import { meanOf, type PeopleFigure } from '../metrics/impact.ts';
import type { MinorUnits } from '../shared/money.ts';
import { ratio } from '../shared/quantity.ts';
import type { PricingInsight } from './insight.ts';
import { PRIORITIES } from './priorities.ts';
import type { Recommendation } from './recommend.ts';

export interface BudgetTotal {
  readonly currency: string;
  /** Null where no campaign in the currency has a budget. */
  readonly allocated: MinorUnits | null;
  readonly spent: MinorUnits;
  readonly remaining: MinorUnits | null;
  /** Spent ÷ allocated, 4 decimals. */
  readonly utilization: number | null;
}

/** A company's contracts in one view. */
export interface PricingReport {
  readonly counts: {
    readonly campaigns: number;
    readonly active: number;
    readonly highValue: number;
    readonly near: number;
    readonly over: number;
    readonly budgetConstrained: number;
  };
  /** By currency, never mixed. */
  readonly totals: readonly BudgetTotal[];
  readonly averages: {
    readonly sroi: number | null;
    readonly vis: number | null;
    readonly beneficiaryUtilization: number | null;
  };
  /** The most pressing first. */
  readonly campaigns: readonly PricingInsight[];
  readonly recommendations: readonly (Recommendation & { readonly campaignId: string; readonly campaign: string })[];
}

/** A company's report: counts and totals over all of its campaigns, and what to do, the most pressing campaign first. */
export function reportOf(insights: readonly PricingInsight[]): PricingReport {
  const campaigns = insights.toSorted(byUrgency);
  const count = (holds: (insight: PricingInsight) => boolean) => insights.filter(holds).length;
  return {
    counts: {
      campaigns: insights.length,
      active: count(({ campaign }) => campaign.status === 'active'),
      highValue: count(({ highValue }) => highValue),
      near: count(({ contract }) => contract.near),
      over: count(({ contract }) => contract.over),
      budgetConstrained: count(({ budgetConstrained }) => budgetConstrained),
    },
    totals: budgetTotals(insights.map(({ campaign }) => campaign)),
    averages: {
      sroi: averageOf(insights, ({ metrics }) => metrics.sroi),
      vis: averageOf(insights, ({ metrics }) => metrics.vis),
      beneficiaryUtilization: beneficiaryUtilization(insights),
    },
    campaigns,
    recommendations: campaigns
      .filter(({ priorities }) => priorities.length > 0)
      .flatMap(({ campaign, recommendations }) =>
        recommendations.map((each) => ({ ...each, campaignId: campaign.id, campaign: campaign.name })),
      ),
  };
}

type Budgeted = Pick<Campaign, 'budgetAllocated' | 'budgetSpent' | 'currency'>;

/** What is allocated and spent, by currency. */
export function budgetTotals(campaigns: readonly Budgeted[]): BudgetTotal[] {
  return [...Map.groupBy(campaigns, ({ currency }) => currency)]
    .map(([currency, own]) => {
      const budgets = own.flatMap(({ budgetAllocated }) => budgetAllocated ?? []);
      const allocated = budgets.length === 0 ? null : sumOf(budgets);
      const spent = sumOf(own.map(({ budgetSpent }) => budgetSpent));
      const remaining = allocated === null ? null : allocated - spent;
      return {
        currency,
        allocated,
        spent,
        remaining,
        utilization: allocated === null ? null : ratio(spent, allocated),
      };
    })
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

type Ranked = Pick<PricingInsight, 'campaign' | 'contract' | 'priorities'>;

/** By the first priority, then by how much of the commitment is used, then by name and id. */
export function byUrgency(a: Ranked, b: Ranked): number {
  return (
    rankOf(a) - rankOf(b) ||
    usedShare(b) - usedShare(a) ||
    compareText(a.campaign.name, b.campaign.name) ||
    compareText(a.campaign.id, b.campaign.id)
  );
}

function rankOf({ priorities: [first] }: Ranked): number {
  return first === undefined ? PRIORITIES.length : PRIORITIES.indexOf(first);
}

function usedShare({ contract: { used, committed } }: Ranked): number {
  return committed === null ? -1 : (ratio(used, committed) ?? 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** SROI by beneficiaries and VIS by volunteers over all campaigns, as over a campaign's cohorts. */
function averageOf(
  insights: readonly PricingInsight[],
  figureOf: (insight: PricingInsight) => PeopleFigure,
): number | null {
  return meanOf(insights.map(figureOf)).value;
}

/** Beneficiaries now against all that was aimed at, over the campaigns that have a target. */
function beneficiaryUtilization(insights: readonly PricingInsight[]): number | null {
  const aimed = insights.filter(({ campaign }) => campaign.targetBeneficiaries !== null);
  const target = sumOf(aimed.map(({ campaign }) => campaign.targetBeneficiaries ?? 0));
  return ratio(sumOf(aimed.map(({ metrics }) => metrics.beneficiaries)), target);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
