import { formatDecimal, parseDecimal } from '../../../../core/domain/shared/decimal.ts';
import { SCALE, toUnits } from '../../../../core/domain/shared/quantity.ts';
import type { TermsInput } from '../../../../core/domain/terms/input.ts';
import { FIELDS_OF } from '../../../../core/domain/terms/parse-model.ts';
import { type CommercialTerms, PRICING_MODELS, type PricingModel } from '../../../../core/domain/terms/terms.ts';
import type { FormValues } from '../forms.ts';
import { MODEL_WORDS } from './words.ts';

export interface TermsField {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  readonly hint: string | null;
  readonly optional: boolean;
  readonly kind: 'integer' | 'decimal' | 'text' | 'list' | 'subscription' | 'unit';
}

const field = (
  name: string,
  label: string,
  kind: TermsField['kind'],
  rest: Partial<Pick<TermsField, 'unit' | 'hint' | 'optional'>> = {},
): TermsField => ({ name, label, kind, unit: null, hint: null, optional: false, ...rest });

const MONEY = 'CURRENCY';

/** The fields of each model that this form has; the API has the rest. */
const FIELDS: Record<PricingModel, readonly TermsField[]> = {
  seats: [
    field('committedSeats', 'Seats', 'integer'),
    field('seatPricePerMonth', 'Price per seat and month', 'decimal', { unit: MONEY }),
    field('overageSeatPrice', 'Price of a seat past the commitment', 'decimal', {
      unit: MONEY,
      optional: true,
      hint: 'The same where left empty',
    }),
  ],
  credits: [
    field('creditAllocation', 'Credits', 'integer'),
    field('creditConsumptionRate', 'Credits per hour or session', 'decimal'),
    field('creditPrice', 'Price per credit', 'decimal', { unit: MONEY, optional: true, hint: '0.50 where left empty' }),
    field('overageCreditPrice', 'Price of a credit past the allocation', 'decimal', { unit: MONEY, optional: true }),
  ],
  iaas: [
    field('learnersCommitted', 'Learners', 'integer'),
    field('pricePerLearner', 'Price per completed learner', 'decimal', { unit: MONEY }),
    field('outcomesGuaranteed', 'Outcomes', 'list', { optional: true, hint: 'Parted by commas' }),
  ],
  bundle: [
    field('subscriptionId', 'Subscription', 'subscription'),
    field('share', 'Share of its learners', 'decimal', { unit: '%' }),
  ],
  custom: [
    field('capacityUnit', 'Counted in', 'unit'),
    field('capacity', 'Capacity', 'integer'),
    field('fixedFee', 'Fixed fee', 'decimal', { unit: MONEY, optional: true }),
    field('description', 'What was agreed', 'text', { optional: true }),
  ],
};

const OVERAGE = field('overage', 'Allowance past the capacity', 'decimal', {
  unit: '%',
  optional: true,
  hint: '10 where left empty; 0 for none',
});

export const TERMS_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.values(FIELDS).flat(), OVERAGE].map(({ name, label }) => [name, label]),
);

export function termsFields(model: PricingModel, currency: string): TermsField[] {
  return [...FIELDS[model], OVERAGE].map((one) => (one.unit === MONEY ? { ...one, unit: currency } : one));
}

export const MODEL_CHOICES: readonly { readonly value: PricingModel; readonly label: string; readonly note: string }[] =
  [
    { value: 'seats', label: MODEL_WORDS.seats, note: 'Places for volunteers, paid by the month' },
    { value: 'credits', label: MODEL_WORDS.credits, note: 'A stock of credits that hours or sessions burn' },
    { value: 'iaas', label: MODEL_WORDS.iaas, note: 'Learners who complete, with evidence' },
    { value: 'bundle', label: MODEL_WORDS.bundle, note: 'A share of the company’s learner subscription' },
    { value: 'custom', label: MODEL_WORDS.custom, note: 'A fee and a capacity of their own' },
  ];

export function modelOf(text: string | undefined): PricingModel {
  return PRICING_MODELS.find((model) => model === text) ?? 'seats';
}

/** What was typed, as the core takes it. What this form does not ask for stays as it was agreed. */
export function toTermsInput(values: FormValues, model: PricingModel): TermsInput {
  const entries = [...FIELDS[model], OVERAGE].flatMap(({ name, kind, unit }): [string, unknown][] => {
    const typed = (values[name] ?? '').trim();
    const text = kind === 'decimal' ? typed.replace(',', '.') : typed;
    if (text === '') return [];
    if (kind === 'list')
      return [
        [
          name,
          text
            .split(',')
            .map((word) => word.trim())
            .filter(Boolean),
        ],
      ];
    if (unit === '%') return [[name, fractionOf(text)]];
    if (kind === 'integer') return [[name, Number(text.replace(/[\s,]/g, ''))]];
    return [[name, text]];
  });
  return { model, ...Object.fromEntries(entries) };
}

/** `12.5` percent as the ratio 0.125, without binary noise; what is no number stays one that the core refuses. */
function fractionOf(percent: string): number {
  const exact = parseDecimal(percent);
  return exact === null ? Number.NaN : Number(formatDecimal(exact / 100n));
}

/** Agreed terms as the form shows them. */
export function fromTerms(terms: CommercialTerms | null): FormValues {
  if (!terms) return {};
  const known = new Set<string>([...FIELDS_OF[terms.model]]);
  const values = Object.entries(terms).flatMap(([name, value]): [string, string][] => {
    if (!known.has(name) || value === null) return [];
    if (name === 'share') return [[name, String((Number(value) * 100) / SCALE)]];
    return [[name, Array.isArray(value) ? value.join(', ') : String(value)]];
  });
  return { ...Object.fromEntries(values), model: terms.model, overage: String(toUnits(terms.overage) * 100) };
}
