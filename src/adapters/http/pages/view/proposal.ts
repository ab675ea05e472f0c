import { PROPOSAL_RULES } from '../../../../core/domain/proposal/price-book.ts';
import type { ProposalOption } from '../../../../core/domain/proposal/propose.ts';
import { type MinorUnits, parseMoney } from '../../../../core/domain/shared/money.ts';
import { toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { PricingModel } from '../../../../core/domain/terms/terms.ts';
import type { MadeProposal, ProposalInput } from '../../../../core/usecases/proposals/make-proposal.ts';
import type { FormValues } from '../forms.ts';
import { type Fact, fact } from './fact.ts';
import { countText, moneyText, percentText, plural, quantityText } from './format.ts';
import { numberText } from './typed.ts';
import { MODEL_WORDS } from './words.ts';

export const PROPOSAL_FIELDS = [
  'companyId',
  'beneficiaries',
  'volunteers',
  'sessions',
  'budget',
  'months',
  'currency',
] as const;

export const PROPOSAL_LABELS: Readonly<Record<string, string>> = {
  companyId: 'Company',
  beneficiaries: 'Beneficiaries',
  volunteers: 'Volunteers',
  sessions: 'Sessions',
  budget: 'Budget',
  months: 'Months',
  currency: 'Currency',
};

/** What was typed, as the core takes it; what is no number stays one that the core refuses. */
export function toProposalInput(values: FormValues): ProposalInput {
  const text = (name: string) => numberText(values[name] ?? '');
  const count = (name: string) => (text(name) === '' ? null : Number(text(name)));
  return {
    beneficiaries: count('beneficiaries') as number,
    volunteers: count('volunteers'),
    sessions: count('sessions'),
    months: count('months'),
    budget: text('budget') || null,
    companyId: values.companyId?.trim() || null,
    currency: values.currency?.trim().toUpperCase() || null,
  };
}

/** The address part that asks for the same proposal again. */
export function proposalQuery(values: FormValues): string {
  const given = PROPOSAL_FIELDS.flatMap((name) => (values[name]?.trim() ? [[name, values[name].trim()]] : []));
  return new URLSearchParams(given).toString();
}

export interface OptionView {
  readonly model: PricingModel;
  readonly title: string;
  readonly quantity: string;
  readonly price: string;
  readonly total: string;
  readonly monthly: string;
  readonly against: string;
  readonly over: boolean;
  readonly meaning: string;
  readonly recommended: boolean;
  /** Widths in percent of the track: the total, and where the budget stands. */
  readonly bar: { readonly used: string; readonly budget: string; readonly label: string };
}

export interface ProposalView {
  readonly company: string | null;
  readonly options: readonly OptionView[];
  readonly recommended: string;
  readonly reasons: readonly string[];
  readonly need: readonly Fact[];
}

/** The options side by side, the recommended one first. */
export function proposalView(made: MadeProposal): ProposalView {
  const { need, options, recommended, reasons, company } = made;
  const most = Math.max(need.budget, ...options.map(({ total }) => total), 1);
  return {
    company: company?.name ?? null,
    options: options
      .map((option) => optionView(option, made, most))
      .sort((a, b) => Number(b.recommended) - Number(a.recommended)),
    recommended: MODEL_WORDS[recommended],
    reasons: reasons.map(moneyIn),
    need: [
      fact('Beneficiaries', countText(need.beneficiaries)),
      ...(need.volunteers === null ? [] : [fact('Volunteers', countText(need.volunteers))]),
      ...(need.sessions === null ? [] : [fact('Sessions', countText(need.sessions))]),
      fact('Term', plural(need.months, 'month')),
      fact('Budget', moneyText(need.budget, need.currency)),
    ],
  };
}

function optionView(option: ProposalOption, { need, recommended }: MadeProposal, most: MinorUnits): OptionView {
  const { model, total, monthly } = option;
  const { currency, budget } = need;
  const money = (amount: MinorUnits) => moneyText(amount, currency);
  const over = total > budget;
  const share = percentText(total, budget) ?? '–';
  return {
    model,
    title: MODEL_WORDS[model],
    quantity: quantityOf(option, need.subscription?.name ?? 'the subscription'),
    price: priceOf(option, currency),
    total: money(total),
    monthly: `${money(monthly)} a month`,
    against: over ? `${money(total - budget)} above the budget` : `${share} of the budget`,
    over,
    meaning: MEANING[model],
    recommended: model === recommended,
    bar: {
      used: `${((total / most) * 100).toFixed(2)}%`,
      budget: `${((budget / most) * 100).toFixed(2)}%`,
      label: `${money(total)} against a budget of ${money(budget)}`,
    },
  };
}

function quantityOf({ model, quantity }: ProposalOption, subscription: string): string {
  const count = toUnits(quantity);
  switch (model) {
    case 'seats':
      return plural(count, 'seat');
    case 'credits':
      return `${quantityText(quantity)} credits`;
    case 'iaas':
      return plural(count, 'learner');
    case 'bundle':
      return `${countText(count * 100)} % of ${subscription}`;
    case 'custom':
      return 'One agreement';
  }
}

function priceOf({ model, unitPrice }: ProposalOption, currency: string): string {
  const minor = parseMoney(unitPrice, currency);
  const price = minor === null ? `${unitPrice} ${currency}` : moneyText(minor, currency);
  const per: Record<PricingModel, string> = {
    seats: 'per seat and month',
    credits: 'per credit',
    iaas: 'per completed learner',
    bundle: 'a month for all of it',
    custom: 'for the whole',
  };
  return `${price} ${per[model]}`;
}

const MEANING: Readonly<Record<PricingModel, string>> = {
  seats:
    'A place for each volunteer through the whole term, used or not. A volunteer who leaves makes room for another.',
  credits: `A stock of credits, due at the start, of which a session takes ${PROPOSAL_RULES.creditsPerSession}. It is spent when and where it is wanted.`,
  iaas: 'Due for each learner who completes with evidence; at the end also for places of the commitment that were not completed.',
  bundle: 'A share of the learners’ subscription that the company has. The subscription is invoiced by itself.',
  custom: 'One fee for what is agreed in words, where nothing else fits into the budget.',
};

/** Amounts of a sentence as people write them. */
function moneyIn(sentence: string): string {
  return sentence.replaceAll(/(\d+(?:\.\d+)?) ([A-Z]{3})\b/g, (whole, amount: string, currency: string) => {
    const minor = parseMoney(amount, currency);
    return minor === null ? whole : moneyText(minor, currency);
  });
}
