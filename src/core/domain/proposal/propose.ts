import type { Subscription } from '../company/company.ts';
import { contractCost } from '../rating/contract-cost.ts';
import { formatMoney, type MinorUnits, parseMoney } from '../shared/money.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import { fromMinorUnits, multiply, rational, toMinorUnits } from '../shared/rational.ts';
import { DEFAULT_OVERAGE } from '../terms/limits.ts';
import type { CommercialTerms, CommonTerms, Decimal, PricingModel } from '../terms/terms.ts';
import { PROPOSAL_RULES, type PriceBook } from './price-book.ts';

/** What a proposal is asked for; what was left out has its default already. */
export interface ProposalNeed {
  readonly currency: string;
  readonly beneficiaries: number;
  readonly volunteers: number | null;
  readonly sessions: number | null;
  readonly budget: MinorUnits;
  readonly months: number;
  /** An active subscription of the company; null where it has none. */
  readonly subscription: Pick<Subscription, 'id' | 'name' | 'price'> | null;
}

export interface ProposalOption {
  readonly model: PricingModel;
  /** Seats, credits, learners, the share of the subscription, or 1. */
  readonly quantity: Quantity;
  /** For seats and a bundle by the month. */
  readonly unitPrice: Decimal;
  readonly total: MinorUnits;
  /** The total spread over the months. */
  readonly monthly: MinorUnits;
  /** What a campaign that takes this option is sold for. */
  readonly terms: CommercialTerms;
}

export interface Proposal {
  readonly currency: string;
  readonly options: readonly ProposalOption[];
  readonly recommended: PricingModel;
  readonly reasons: readonly string[];
}

/** The ways to buy what is needed, each rated over whole calendar months, and the one that suits with its reasons. */
export function propose(need: ProposalNeed, book: PriceBook): Proposal {
  const standard = [seatOption(need, book), creditOption(need, book), learnerOption(need, book), ...bundleOption(need)];
  const options = [...standard, ...customOption(need, standard)];
  const { recommended, reason } = recommend(need, book, standard);
  const total = options.find(({ model }) => model === recommended)?.total ?? 0;
  const money = (amount: MinorUnits) => `${formatMoney(amount, need.currency)} ${need.currency}`;
  const above = total > need.budget ? [`It comes to ${money(total)}, above the budget of ${money(need.budget)}`] : [];
  return { currency: need.currency, options, recommended, reasons: [...above, reason] };
}

function seatOption(need: ProposalNeed, { seatPricePerMonth }: PriceBook): ProposalOption {
  const committedSeats = need.volunteers ?? Math.ceil(need.beneficiaries / PROPOSAL_RULES.beneficiariesPerSeat);
  const terms: CommercialTerms = {
    ...COMMON,
    model: 'seats',
    committedSeats,
    seatPricePerMonth,
    overageSeatPrice: null,
    reclaimAfterDays: null,
    autoReclaim: false,
  };
  return rated(need, terms, committedSeats * SCALE, seatPricePerMonth);
}

function creditOption(need: ProposalNeed, { creditPrice }: PriceBook): ProposalOption {
  const sessions = need.sessions ?? need.beneficiaries * PROPOSAL_RULES.sessionsPerBeneficiary;
  const credits = sessions * PROPOSAL_RULES.creditsPerSession;
  const terms: CommercialTerms = {
    ...COMMON,
    model: 'credits',
    creditAllocation: String(credits),
    creditConsumptionRate: String(PROPOSAL_RULES.creditsPerSession),
    creditPrice,
    overageCreditPrice: null,
  };
  return rated(need, terms, credits * SCALE, creditPrice);
}

function learnerOption(need: ProposalNeed, { pricePerLearner }: PriceBook): ProposalOption {
  const terms: CommercialTerms = {
    ...COMMON,
    model: 'iaas',
    learnersCommitted: need.beneficiaries,
    pricePerLearner,
    outcomesGuaranteed: [],
    outcomeThresholds: {},
    outcomeCreditRate: '0',
    requireEvidence: true,
  };
  return rated(need, terms, need.beneficiaries * SCALE, pricePerLearner);
}

/** A subscription's price ÷ 12 × the share × months: by calendar months, so it does not depend on how many days they have. */
function bundleOption({ subscription, months, currency }: ProposalNeed): ProposalOption[] {
  if (!subscription) return [];
  const perMonth = multiply(fromMinorUnits(subscription.price, currency), rational(1, 12));
  const share = rational(PROPOSAL_RULES.bundleShare, SCALE);
  const monthly = multiply(perMonth, share);
  return [
    {
      model: 'bundle',
      quantity: PROPOSAL_RULES.bundleShare,
      unitPrice: formatMoney(toMinorUnits(perMonth, currency), currency),
      total: toMinorUnits(multiply(monthly, rational(months)), currency),
      monthly: toMinorUnits(monthly, currency),
      terms: { ...COMMON, model: 'bundle', subscriptionId: subscription.id, share: PROPOSAL_RULES.bundleShare },
    },
  ];
}

/** Terms of their own for the budget, where nothing else fits into it. */
function customOption(need: ProposalNeed, others: readonly ProposalOption[]): ProposalOption[] {
  const { budget, currency, months, beneficiaries } = need;
  if (others.some(({ total }) => total <= budget)) return [];
  const monthly = spread(budget, months, currency);
  const fixedFee = formatMoney(budget, currency);
  const terms: CommercialTerms = {
    ...COMMON,
    model: 'custom',
    capacityUnit: 'learner',
    capacity: beneficiaries,
    description: null,
    fixedFee,
    variableComponents: [],
    milestonePayments: [],
  };
  return [{ model: 'custom', quantity: SCALE, unitPrice: fixedFee, total: budget, monthly, terms }];
}

function recommend(
  { budget, beneficiaries, currency, subscription }: ProposalNeed,
  book: PriceBook,
  options: readonly ProposalOption[],
): { readonly recommended: PricingModel; readonly reason: string } {
  const { learnersAbove } = PROPOSAL_RULES;
  if (budget < (parseMoney(book.creditsBelow, currency) ?? 0))
    return { recommended: 'credits', reason: `Below ${book.creditsBelow} ${currency} credits buy the most freedom` };
  const hasBundle = options.some(({ model }) => model === 'bundle');
  if (hasBundle && budget > (parseMoney(book.bundleAbove, currency) ?? 0))
    return {
      recommended: 'bundle',
      reason: `The company can share its subscription ${subscription?.name ?? ''}`.trim(),
    };
  if (beneficiaries > learnersAbove)
    return { recommended: 'iaas', reason: `More than ${learnersAbove} beneficiaries are best paid for by learner` };
  return {
    recommended: 'seats',
    reason: `For up to ${learnersAbove} beneficiaries volunteers’ seats are the simplest`,
  };
}

const COMMON: CommonTerms = {
  effectiveFrom: null,
  overage: DEFAULT_OVERAGE,
  tiers: null,
  termDiscount: null,
  minimumCommitment: null,
  tariff: 'committed',
};

/** Any day on which a month begins: committed months cost the same whichever they are. */
const START = '2001-01-01';

function rated(
  { currency, months }: ProposalNeed,
  terms: CommercialTerms,
  quantity: Quantity,
  unitPrice: Decimal,
): ProposalOption {
  const endDate = Temporal.PlainDate.from(START).add({ months }).subtract({ days: 1 }).toString();
  const versions = [{ effectiveFrom: START, terms }];
  const { total } = contractCost({ currency, startDate: START, endDate, versions });
  return { model: terms.model, quantity, unitPrice, total, monthly: spread(total, months, currency), terms };
}

function spread(total: MinorUnits, months: number, currency: string): MinorUnits {
  return toMinorUnits(multiply(fromMinorUnits(total, currency), rational(1, months)), currency);
}
