import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import {
  DECIMAL_PLACES,
  divideHalfUp,
  formatDecimal,
  ONE,
  parseDecimal,
} from '../../../../core/domain/shared/decimal.ts';
import { currencyDigits, type MinorUnits } from '../../../../core/domain/shared/money.ts';
import { DEFAULT_CREDIT_PRICE } from '../../../../core/domain/terms/limits.ts';
import type { CommercialTerms, PricingModel } from '../../../../core/domain/terms/terms.ts';
import type { CampaignWhatIf } from '../../../../core/usecases/billing/what-if-campaign.ts';
import type { CurrencyDifference } from '../../../../core/usecases/billing/what-if-company.ts';
import type { FormValues } from '../forms.ts';
import { moneyText, plural, quantityText } from './format.ts';
import { fromTerms } from './terms-values.ts';
import { numberText } from './typed.ts';
import { rangeText, signed } from './what-if.ts';
import { MODEL_WORDS, statusChip } from './words.ts';

/** What each model is asked of in a row: how much, and at which price. */
const ASKED: Readonly<
  Record<PricingModel, { readonly quantity: string; readonly unit: string; readonly price: string | null }>
> = {
  seats: { quantity: 'committedSeats', unit: 'seats', price: 'seatPricePerMonth' },
  credits: { quantity: 'creditAllocation', unit: 'credits', price: 'creditPrice' },
  iaas: { quantity: 'learnersCommitted', unit: 'learners', price: 'pricePerLearner' },
  bundle: { quantity: 'share', unit: '%', price: null },
  custom: { quantity: 'capacity', unit: '', price: 'fixedFee' },
};

/** Prices that a change of all prices reaches, in rows too. */
const PRICES =
  /^(seatPricePerMonth|overageSeatPrice|creditPrice|overageCreditPrice|pricePerLearner|fixedFee|tiers-\d+-unitPrice|variableComponents-\d+-rate)$/;

export type Compared = Campaign & { readonly terms: CommercialTerms };

/** Whether there is a bill that other terms can be held against. */
export function isComparable(campaign: Campaign): campaign is Compared {
  return campaign.terms !== null && campaign.startDate !== null && campaign.status !== 'draft';
}

/** The other terms of one campaign: its own, with what was typed in its row, and all prices changed by so many percent. */
export function otherTerms(campaign: Compared, values: FormValues): FormValues {
  const { quantity, price } = ASKED[campaign.terms.model];
  const agreed = { ...fromTerms(campaign.terms) };
  if (campaign.terms.model === 'credits') agreed.creditPrice ??= DEFAULT_CREDIT_PRICE;
  const typed = {
    ...agreed,
    ...(values[`quantity-${campaign.id}`]?.trim() && { [quantity]: values[`quantity-${campaign.id}`] }),
    ...(price && values[`price-${campaign.id}`]?.trim() && { [price]: values[`price-${campaign.id}`] }),
    ...(values.effectiveFrom?.trim() && { effectiveFrom: values.effectiveFrom }),
  };
  const percent = parseDecimal(numberText(values.prices ?? ''));
  if (percent === null) return typed as FormValues;
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      PRICES.test(name)
        ? changed(String(value), percent, name === 'fixedFee' ? currencyDigits(campaign.currency) : DECIMAL_PLACES)
        : value,
    ]),
  ) as FormValues;
}

/** A price so many percent (in millionths) higher, exact to its decimals, half up. */
function changed(price: string, percent: bigint, digits: number): string {
  const exact = parseDecimal(numberText(price));
  if (exact === null) return price;
  const step = 10n ** BigInt(DECIMAL_PLACES - digits);
  return formatDecimal(divideHalfUp(exact * (100n * ONE + percent), 100n * ONE * step) * step);
}

export interface CompanyWhatIfRow {
  readonly id: string;
  readonly name: string;
  readonly status: ReturnType<typeof statusChip>;
  readonly model: string;
  readonly on: boolean;
  readonly quantity: string;
  readonly unit: string;
  /** Null where the model has no price of its own. */
  readonly price: string | null;
  readonly currency: string;
  readonly error: string | null;
}

export function formRow(campaign: Compared, values: FormValues, error: string | null): CompanyWhatIfRow {
  const { id, terms, currency } = campaign;
  const asked = ASKED[terms.model];
  const agreed = fromTerms(terms);
  const isFirst = values.compare === undefined;
  return {
    id,
    name: campaign.name,
    status: statusChip(campaign.status),
    model: MODEL_WORDS[terms.model],
    on: isFirst ? campaign.status !== 'closed' : values[`on-${id}`] !== undefined,
    quantity: values[`quantity-${id}`] ?? agreed[asked.quantity] ?? '',
    unit: terms.model === 'custom' ? `${terms.capacityUnit}s` : asked.unit,
    price: asked.price && (values[`price-${id}`] ?? agreed[asked.price] ?? ''),
    currency,
    error,
  };
}

export interface CompanyResult {
  readonly finding: string;
  readonly totals: readonly {
    readonly currency: string;
    readonly current: string;
    readonly proposed: string;
    readonly difference: string;
  }[];
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly current: string;
    readonly proposed: string;
    readonly difference: string;
    readonly word: string;
    readonly likely: string | null;
    readonly refused: string | null;
    readonly bar: { readonly x: string; readonly width: string; readonly tone: 'less' | 'more' };
  }[];
}

/** Campaign by campaign, by currency, those that would save most first; bars stand to either side of the middle, to the scale of their currency. */
export function companyResult(
  company: string,
  results: readonly { readonly campaign: Compared; readonly terms: FormValues; readonly result: CampaignWhatIf }[],
  totals: readonly CurrencyDifference[],
): CompanyResult {
  const mostIn = (currency: string) =>
    Math.max(
      1,
      ...results.flatMap(({ result }) => (result.currency === currency ? [Math.abs(result.difference)] : [])),
    );
  const less = results.filter(({ result }) => result.difference < 0).length;
  const more = results.filter(({ result }) => result.difference > 0).length;
  const changes = totals.filter(({ difference }) => difference !== 0);
  const text = changes.map(
    ({ difference, currency }) => `${moneyText(Math.abs(difference), currency)} ${difference < 0 ? 'less' : 'more'}`,
  );
  const split = splitText(less, more);
  return {
    finding: `${company} would pay ${text.join(' and ') || 'the same'}${split ? `: ${split}` : ''}`,
    totals: totals.map(({ currency, current, proposed, difference }) => ({
      currency,
      current: moneyText(current, currency),
      proposed: moneyText(proposed, currency),
      difference: signed(difference, currency),
    })),
    rows: results
      .toSorted((a, b) => order(a.result.currency, b.result.currency) || a.result.difference - b.result.difference)
      .map(({ campaign, terms, result }) => ({
        name: campaign.name,
        href: `/campaigns/${campaign.id}/what-if?${new URLSearchParams({ ...terms, compare: '1' })}`,
        current: moneyText(result.current.total, result.currency),
        proposed: moneyText(result.proposed.total, result.currency),
        difference: signed(result.difference, result.currency),
        word: result.difference === 0 ? 'The same' : result.difference < 0 ? 'Pays less' : 'Pays more',
        likely: likelyText(result),
        refused: refusedText(result),
        bar: barOf(result.difference, mostIn(result.currency)),
      })),
  };
}

function splitText(less: number, more: number): string {
  if (less > 0 && more > 0) return `${plural(less, 'campaign')} would pay less, ${more} more`;
  if (less > 0) return `${plural(less, 'campaign')} would pay less`;
  return more > 0 ? `${plural(more, 'campaign')} would pay more` : '';
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function likelyText({ interval, difference, currency }: CampaignWhatIf): string | null {
  const range = interval?.difference;
  if (!range || (range.low === difference && range.high === difference)) return null;
  return `likely ${rangeText(range, currency)} by the end`;
}

function refusedText({ limits }: CampaignWhatIf): string | null {
  const refused = limits.find(({ terms }) => terms === 'proposed')?.refused ?? 0;
  return refused > 0 ? `${quantityText(refused)} that were taken would have been refused` : null;
}

function barOf(difference: MinorUnits, most: MinorUnits): CompanyResult['rows'][number]['bar'] {
  const half = (Math.abs(difference) / most) * 50;
  return {
    x: `${(difference < 0 ? 50 - half : 50).toFixed(2)}%`,
    width: `${half.toFixed(2)}%`,
    tone: difference < 0 ? 'less' : 'more',
  };
}
