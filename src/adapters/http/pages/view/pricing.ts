import { bandOf } from '../../../../core/domain/capacity/thresholds.ts';
import {
  type ContractUsage,
  PRICING_ACTIONS,
  type PricingAction,
} from '../../../../core/domain/insight/contract-usage.ts';
import type { PricingInsight } from '../../../../core/domain/insight/insight.ts';
import type { InsightPriority } from '../../../../core/domain/insight/priorities.ts';
import { adviceOf } from '../../../../core/domain/insight/recommend.ts';
import type { BudgetTotal, PricingReport } from '../../../../core/domain/insight/report.ts';
import { numberText } from '../../../../core/domain/insight/words.ts';
import { divideHalfUp } from '../../../../core/domain/shared/decimal.ts';
import type { MinorUnits } from '../../../../core/domain/shared/money.ts';
import type { Quantity } from '../../../../core/domain/shared/quantity.ts';
import type { Rational } from '../../../../core/domain/shared/rational.ts';
import type { ListedContract } from '../../../../core/usecases/insight/list-contracts.ts';
import { presentScore } from '../../present/figures.ts';
import { bandOfFigure } from './bands.ts';
import type { FigureCard } from './campaign-page.ts';
import type { CapacityBar } from './capacity-bar.ts';
import { type Fact, fact } from './fact.ts';
import { countText, dateText, moneyText, percentText, plural, quantityText, unitText } from './format.ts';
import { type Chip, statusChip } from './words.ts';

export const ACTION_WORDS: Record<PricingAction, string> = {
  expand: 'Expand',
  negotiate: 'Negotiate',
  close: 'Close',
  maintain: 'Maintain',
};

const ACTION_CHIPS: Record<PricingAction, Chip> = {
  expand: { word: ACTION_WORDS.expand, tone: 'band-90', icon: 'i-up' },
  negotiate: { word: ACTION_WORDS.negotiate, tone: 'band-80', icon: 'i-arrow' },
  close: { word: ACTION_WORDS.close, tone: 'completed', icon: 'i-completed' },
  maintain: { word: ACTION_WORDS.maintain, tone: 'active', icon: 'i-check' },
};

export const PRIORITY_WORDS: Record<InsightPriority, string> = {
  exhausted: 'Used up',
  budget_constrained: 'Budget tight',
  near: 'Nearly used up',
  renewal: 'Renewal due',
  low_impact: 'Low impact',
  underused: 'Underused',
  high_value: 'High value',
};

/** A contract in a table. */
export interface ContractRow {
  readonly href: string;
  readonly name: string;
  readonly company: string;
  readonly companyHref: string;
  readonly status: Chip;
  /** Null before there are terms. */
  readonly bar: CapacityBar | null;
  readonly expected: string;
  readonly expectedNote: string;
  readonly left: string;
  readonly action: Chip | null;
  readonly priorities: string;
  readonly advice: string;
}

export function contractRow({ campaign, contract, priorities, advice }: ListedContract, company: string): ContractRow {
  return {
    href: `/campaigns/${campaign.id}/pricing`,
    name: campaign.name,
    company,
    companyHref: `/pricing/companies/${campaign.companyId}`,
    status: statusChip(campaign.status),
    bar: contractBar(contract),
    ...expectedOf(contract),
    left: leftText(contract),
    action: contract.action && ACTION_CHIPS[contract.action],
    priorities: priorities.map((priority) => PRIORITY_WORDS[priority]).join(' · '),
    advice: advice ?? 'Nothing is agreed yet',
  };
}

/** The actions as filters, with how many contracts each has. */
export function actionFilters(
  actions: readonly (PricingAction | null)[],
  chosen: PricingAction | null,
  hrefOf: (action: PricingAction | null) => string,
) {
  const all = { label: 'All', href: hrefOf(null), on: chosen === null, count: countText(actions.length) };
  const order = ['expand', 'negotiate', 'close', 'maintain'] as const;
  return [
    all,
    ...order.map((action) => ({
      label: ACTION_WORDS[action],
      href: hrefOf(action),
      on: chosen === action,
      count: countText(actions.filter((each) => each === action).length),
    })),
  ];
}

export function actionOf(text: string | undefined): PricingAction | null {
  return PRICING_ACTIONS.find((action) => action === text) ?? null;
}

/** Used of the commitment, what is expected beside it hatched; the track ends past both, at most at twice the commitment. */
function contractBar({ unit, committed, used, projected }: ContractUsage): CapacityBar | null {
  if (unit === null || committed === null) return null;
  const expected = projected === null ? used : quantityOf(projected);
  const end = Math.max(committed * 1.1, used, Math.min(expected, committed * 2), 1);
  const at = (quantity: Quantity) => `${Math.min(100, (quantity / end) * 100).toFixed(2)}%`;
  const usedText = `${quantityText(used)} of ${quantityText(committed)} ${unitText(unit, committed)}`;
  const percent = percentText(used, committed) ?? '–';
  return {
    tone: `band-${bandOfFigure(bandOf(used, committed))}`,
    used: at(used),
    heldFrom: at(used),
    held: `${(Math.min(100, (expected / end) * 100) - Math.min(100, (used / end) * 100)).toFixed(2)}%`,
    capacityMark: at(committed),
    limitMark: null,
    lightMarks: [at(committed * 0.8)],
    label: `${usedText} used (${percent})${projected === null ? '' : `, ${numberText(projected, unit)} expected by the end`}`,
    usedText,
    percent,
  };
}

function expectedOf({ unit, committed, projected, exhausted, exhaustedOn, period }: ContractUsage) {
  if (unit === null || committed === null) return { expected: '–', expectedNote: '' };
  const used = exhaustedOn === null ? '' : `${exhausted ? 'used up since' : 'used up on'} ${dateText(exhaustedOn)}`;
  if (period?.isOver) return { expected: '–', expectedNote: used || 'the period is over' };
  if (projected === null) return { expected: 'Not known yet', expectedNote: 'no pace before it begins' };
  const expected = quantityOf(projected);
  const share = percentText(expected, committed);
  return { expected: `${numberText(projected, unit)}${share ? ` (${share})` : ''}`, expectedNote: used };
}

function leftText({ period }: ContractUsage): string {
  if (!period) return 'No dates yet';
  if (period.isOver) return 'Over';
  return period.hasBegun ? `${plural(period.leftDays, 'day')} left` : `${plural(period.totalDays, 'day')}, not begun`;
}

/** A company's report as its page shows it. */
export function reportView(report: PricingReport) {
  const { counts, averages } = report;
  return {
    cards: [
      card('Contracts', countText(counts.campaigns), `${countText(counts.active)} active`),
      card('Nearly used up', countText(counts.near), 'from 80 % of the commitment'),
      card('Over', countText(counts.over), 'beyond the commitment'),
      card('Budget tight', countText(counts.budgetConstrained), 'no room to sell more'),
      card('High value', countText(counts.highValue), 'SROI above 4, engagement from 75 %'),
    ],
    totals: report.totals.map(totalFact),
    averages: [
      fact('SROI', scoreText(averages.sroi)),
      fact('VIS', scoreText(averages.vis)),
      fact('Beneficiaries of target', ratioText(averages.beneficiaryUtilization)),
    ],
    ...firstOf(report),
  };
}

export function totalFact({ currency, allocated, spent, remaining }: BudgetTotal): Fact {
  if (allocated === null || remaining === null) return fact(currency, `${moneyText(spent, currency)} spent, no budget`);
  const left = remaining < 0 ? `${moneyText(-remaining, currency)} too much` : `${moneyText(remaining, currency)} left`;
  const share = percentText(spent, allocated) ?? '–';
  return fact(currency, `${moneyText(spent, currency)} of ${moneyText(allocated, currency)} spent (${share}), ${left}`);
}

/** How many contracts ask for what, in the order in which they are worth a call. */
export function actionFacts(contracts: readonly ListedContract[]): Fact[] {
  const order = ['expand', 'negotiate', 'close', 'maintain'] as const;
  return order.flatMap((action) => {
    const count = contracts.filter(({ contract }) => contract.action === action).length;
    return count > 0 ? [fact(ACTION_WORDS[action], plural(count, 'contract'))] : [];
  });
}

/** As many campaigns have their recommendations said in full; the rest stands in the table. */
const FIRST = 8;

function firstOf({ recommendations }: PricingReport) {
  const campaigns = [...Map.groupBy(recommendations, ({ campaignId }) => campaignId)];
  const rest = campaigns.length - FIRST;
  return {
    first: campaigns.slice(0, FIRST).map(([id, own]) => ({
      href: `/campaigns/${id}/pricing`,
      campaign: own[0]?.campaign ?? '',
      sentences: own.map(({ sentence }) => sentence),
    })),
    rest: rest > 0 ? `${plural(rest, 'further campaign')} below` : null,
  };
}

/** A contract of a company's report: beside its use, what it comes to and is worth. */
export function reportRow(insight: PricingInsight) {
  const { campaign, contract, priorities, projectedCost, valueScore } = insight;
  return {
    ...contractRow({ campaign, contract, priorities, advice: adviceOf(contract) }, ''),
    cost: moneyOrDash(projectedCost, campaign.currency),
    perLearner: moneyOrDash(insight.costPerLearner, campaign.currency),
    value: valueScore === null ? '–' : countText(valueScore),
    whatIf: contract.action === null ? null : `/campaigns/${campaign.id}/what-if`,
  };
}

/** What a campaign's own page shows of its contract. */
export function insightView(insight: PricingInsight) {
  const { campaign, contract, recommendations, metrics } = insight;
  const { currency } = campaign;
  return {
    row: reportRow(insight),
    finding: findingOf(contract),
    recommendations: recommendations.map(({ sentence }) => sentence),
    cards: cardsOf(insight),
    facts: factsOf(contract),
    worth: [
      fact('Spent of the budget', spentText(metrics.budget)),
      fact('Cost a learner', moneyOrDash(insight.costPerLearner, currency)),
      fact('Cost an hour', moneyOrDash(insight.costPerHour, currency)),
      fact('Engagement', insight.engagement === null ? 'No targets set' : `${hundredths(insight.engagement)} %`),
      fact('Return on investment', insight.roi === null ? 'Not reported yet' : `${scoreText(insight.roi)} %`),
    ],
  };
}

function findingOf(contract: ContractUsage): string {
  const { unit, committed, used, projected, period } = contract;
  if (unit === null || committed === null) return 'Nothing is agreed yet';
  const now = `${percentText(used, committed) ?? quantityText(used)} used`;
  if (period?.isOver) return `${now} when the period ended`;
  if (projected === null) return `${now} before it begins`;
  return `${now}, ${percentText(quantityOf(projected), committed) ?? numberText(projected, unit)} expected by the end`;
}

function cardsOf({ campaign, contract, projectedCost, valueScore, highValue }: PricingInsight): FigureCard[] {
  const { expected, expectedNote } = expectedOf(contract);
  const { budgetAllocated, currency } = campaign;
  const over = projectedCost !== null && budgetAllocated !== null ? projectedCost - budgetAllocated : 0;
  return [
    card('Expected by the end', expected, expectedNote || leftText(contract)),
    card(
      'Comes to',
      moneyOrDash(projectedCost, currency),
      over > 0 ? `${moneyText(over, currency)} above the budget` : 'for the whole period, at this pace',
    ),
    card('Value', valueScore === null ? '–' : countText(valueScore), highValue ? 'of 100: high value' : 'of 100'),
  ];
}

function factsOf(contract: ContractUsage): Fact[] {
  const { unit, committed, used, variance, exhausted, exhaustedOn } = contract;
  if (unit === null || committed === null || variance === null) return [];
  const amount = (quantity: Quantity) => `${quantityText(quantity)} ${unitText(unit, quantity)}`;
  return [
    fact('Committed', amount(committed)),
    fact('Used', amount(used)),
    fact(variance > 0 ? 'Beyond it' : 'Left of it', amount(Math.abs(variance))),
    fact('Expected', expectedOf(contract).expected),
    ...(exhaustedOn === null ? [] : [fact(exhausted ? 'Used up since' : 'Used up on', dateText(exhaustedOn))]),
  ];
}

function spentText({ allocated, spent, currency }: PricingInsight['metrics']['budget']): string {
  if (allocated === null) return `${moneyText(spent, currency)}, no budget set`;
  return `${moneyText(spent, currency)} of ${moneyText(allocated, currency)} (${percentText(spent, allocated) ?? '–'})`;
}

function card(label: string, value: string, note: string): FigureCard {
  return { label, value, of: '', note };
}

/** The projection in ten-thousandths, half up. */
export function quantityOf({ numerator, denominator }: Rational): Quantity {
  return Number(divideHalfUp(numerator, denominator));
}

function hundredths({ numerator, denominator }: Rational): string {
  return countText(Number(divideHalfUp(numerator * 100n, denominator)) / 100);
}

function moneyOrDash(amount: MinorUnits | null, currency: string): string {
  return amount === null ? '–' : moneyText(amount, currency);
}

function scoreText(value: number | null): string {
  return value === null ? '–' : countText(presentScore(value));
}

function ratioText(value: number | null): string {
  return value === null ? '–' : (percentText(value, 1) ?? '–');
}
