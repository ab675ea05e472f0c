import type { Burn } from '../metrics/burn.ts';
import { toHundredths } from '../metrics/score.ts';
import type { MinorUnits } from '../shared/money.ts';
import { fromDecimal, multiply, type Rational, rational } from '../shared/rational.ts';
import type { CalendarDate } from '../shared/time.ts';
import { type ContractUsage, isUnderused, PRICING_ACTIONS, type PricingAction } from './contract-usage.ts';
import { isEnding } from './period.ts';
import { amountOfMoney, amountText, daysText, dayText, decimalText, numberText, percentText } from './words.ts';

export const RECOMMENDATION_CODES = [
  ...PRICING_ACTIONS,
  'renew',
  'budget',
  'cost_above_budget',
  'impact',
  'high_value',
] as const;
export type RecommendationCode = (typeof RECOMMENDATION_CODES)[number];

/** A figure that a sentence says; amounts of money in minor units. */
export type Figure =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'quantity'; readonly value: Rational }
  | { readonly kind: 'money'; readonly value: MinorUnits }
  | { readonly kind: 'date'; readonly value: CalendarDate };

/** What to do, in a sentence, with the figures that it rests on. */
export interface Recommendation {
  readonly code: RecommendationCode;
  readonly sentence: string;
  readonly figures: Readonly<Record<string, Figure>>;
}

export interface RecommendFacts {
  readonly contract: ContractUsage;
  readonly projectedCost: MinorUnits | null;
  readonly allocated: MinorUnits | null;
  readonly spent: MinorUnits;
  readonly currency: string;
  readonly burn: Pick<Burn, 'depletedOn'>;
  readonly budgetConstrained: boolean;
  readonly sroi: number | null;
  readonly lowImpact: boolean;
  /** Of 100. */
  readonly engagement: Rational | null;
  readonly highValue: boolean;
}

/** What to do about a campaign's contract, then about its budget and its impact. */
export function recommend(facts: RecommendFacts): Recommendation[] {
  return [onContract(facts.contract), onBudget(facts), onCost(facts), onImpact(facts), onValue(facts)].filter(
    (each) => each !== null,
  );
}

function onContract(contract: ContractUsage): Recommendation | null {
  const { action, unit, committed, used, utilization, projected, projectedShare, period } = contract;
  if (action === null || unit === null || committed === null) return null;
  const share = utilization === null ? '' : ` (${percentText(utilization)})`;
  const isAre = used === 10_000 ? 'is' : 'are';
  const taken = `${numberText(rational(used), unit)} of ${amountText(rational(committed), unit)}${share} ${isAre} used`;
  const expected = projected === null ? '' : expectedText(contract, projected);
  const left = period === null || period.isOver ? '' : `, with ${daysText(period.leftDays)} left`;
  const figures: Record<string, Figure> = {
    used: { kind: 'quantity', value: rational(used) },
    committed: { kind: 'quantity', value: rational(committed) },
    ...(utilization && { utilizationPercent: { kind: 'number' as const, value: toHundredths(utilization) } }),
    ...(projected && { projected: { kind: 'quantity' as const, value: projected } }),
    ...(projectedShare && { projectedPercent: { kind: 'number' as const, value: toHundredths(projectedShare) } }),
    ...(period && { daysLeft: { kind: 'number' as const, value: period.leftDays } }),
    ...(contract.exhaustedOn !== null && { exhaustedOn: { kind: 'date' as const, value: contract.exhaustedOn } }),
  };
  const advice = adviceOf(contract) ?? '';
  if (isOnPlan(contract)) {
    const sentence = `The contract is on plan: ${taken}${expected}${left}. ${advice}.`;
    return { code: 'renew', sentence, figures };
  }
  return { code: action, sentence: `${advice}: ${taken}${expected}${left}.${exhaustedText(contract)}`, figures };
}

/** What to do about the contract, in a few words; null before there is one. */
export function adviceOf(contract: ContractUsage): string | null {
  if (contract.action === null) return null;
  if (!isOnPlan(contract)) return ADVICE[contract.action](contract);
  return isUnderused(contract) ? 'Speak of its renewal, with a smaller commitment' : 'Speak of its renewal';
}

/** With less than a tenth of the period left and a projection under 100 %. */
function isOnPlan({ period, projectedShare }: ContractUsage): boolean {
  return period !== null && isEnding(period) && projectedShare !== null && isBelowAll(projectedShare);
}

const ADVICE: Record<PricingAction, (contract: ContractUsage) => string> = {
  close: (contract) =>
    contract.exhausted
      ? 'Settle what is open and speak of a renewal with a larger commitment'
      : 'The period is over, settle what is open and speak of a renewal',
  expand: () => 'Offer a larger contract',
  negotiate: (contract) =>
    isUnderused(contract) ? 'Negotiate a smaller commitment, or help to use it' : 'Negotiate a larger commitment',
  maintain: () => 'Keep the contract as it is',
};

function expectedText({ unit, projectedShare, period }: ContractUsage, projected: Rational): string {
  if (unit === null || period?.isOver) return '';
  const share = projectedShare === null ? '' : ` (${percentText(projectedShare)})`;
  return ` and ${numberText(projected, unit)}${share} expected by the end`;
}

function exhaustedText({ exhausted, exhaustedOn, period }: ContractUsage): string {
  if (exhaustedOn === null) return '';
  if (exhausted) return ` All of it has been used since ${dayText(exhaustedOn)}.`;
  return period?.isOver ? '' : ` At this pace all of it is used on ${dayText(exhaustedOn)}.`;
}

function onBudget({ budgetConstrained, allocated, spent, currency, burn }: RecommendFacts): Recommendation | null {
  if (!budgetConstrained || allocated === null) return null;
  const share = rational(BigInt(spent) * 100n, BigInt(allocated));
  const ends =
    burn.depletedOn !== null && spent < allocated ? `, and at this burn all of it by ${dayText(burn.depletedOn)}` : '';
  return {
    code: 'budget',
    sentence: `Agree on the budget first: ${amountOfMoney(spent, currency)} of ${amountOfMoney(allocated, currency)} (${percentText(share)}) is spent${ends}.`,
    figures: {
      spent: { kind: 'money', value: spent },
      allocated: { kind: 'money', value: allocated },
      spentPercent: { kind: 'number', value: toHundredths(share) },
      ...(burn.depletedOn !== null && { depletedOn: { kind: 'date' as const, value: burn.depletedOn } }),
    },
  };
}

function onCost({ projectedCost, allocated, currency, contract }: RecommendFacts): Recommendation | null {
  if (projectedCost === null || allocated === null || projectedCost <= allocated || contract.action === 'close')
    return null;
  const above = amountOfMoney(projectedCost - allocated, currency);
  return {
    code: 'cost_above_budget',
    sentence: `The period comes to ${amountOfMoney(projectedCost, currency)}, ${above} above the budget: agree on who pays for it.`,
    figures: {
      projectedCost: { kind: 'money', value: projectedCost },
      allocated: { kind: 'money', value: allocated },
    },
  };
}

function onImpact({ lowImpact, sroi }: RecommendFacts): Recommendation | null {
  if (!lowImpact || sroi === null) return null;
  return {
    code: 'impact',
    sentence: `An SROI of ${scoreText(sroi)} is low: look at what is delivered before selling more.`,
    figures: { sroi: { kind: 'number', value: sroi } },
  };
}

function onValue({ highValue, sroi, engagement }: RecommendFacts): Recommendation | null {
  if (!highValue || sroi === null || engagement === null) return null;
  return {
    code: 'high_value',
    sentence: `An SROI of ${scoreText(sroi)} with ${percentText(engagement)} engagement speaks for itself: bring it into the talk.`,
    figures: {
      sroi: { kind: 'number', value: sroi },
      engagement: { kind: 'number', value: toHundredths(engagement) },
    },
  };
}

function isBelowAll({ numerator, denominator }: Rational): boolean {
  return numerator < 100n * denominator;
}

function scoreText(value: number): string {
  return decimalText(multiply(fromDecimal(value), rational(1)), 2);
}
