import { formatDecimal, parseDecimal } from '../../../../core/domain/shared/decimal.ts';
import type { TermsInput } from '../../../../core/domain/terms/input.ts';
import { PRICING_MODELS, type PricingModel } from '../../../../core/domain/terms/terms.ts';
import type { FormValues } from '../forms.ts';
import {
  COMMON_FIELDS,
  EFFECTIVE_FROM,
  MODEL_FIELDS,
  MODEL_ROWS,
  type TermsField,
  type TermsRows,
  TIERS,
} from './terms-fields.ts';
import { typedRows } from './terms-rows.ts';
import { numberText } from './typed.ts';

export function modelOf(text: string | undefined): PricingModel {
  return PRICING_MODELS.find((model) => model === text) ?? 'seats';
}

/** Whether anything but what has a value from the start was typed. */
export function isFilled(values: FormValues): boolean {
  const model = modelOf(values.model);
  const plain = MODEL_FIELDS[model].filter(({ kind }) => kind !== 'choice');
  return (
    plain.some(({ name }) => values[name]?.trim()) ||
    MODEL_ROWS[model].some((group) => typedRows(group, values).length > 0)
  );
}

/** What was typed, as the core takes it; what is no number stays one that the core refuses. */
export function toTermsInput(values: FormValues, model: PricingModel): TermsInput {
  const own = [...MODEL_FIELDS[model], EFFECTIVE_FROM, ...COMMON_FIELDS.filter(({ name }) => !name.includes('-'))];
  const input = Object.fromEntries(own.flatMap((one) => entryOf(one, values[one.name])));
  for (const group of MODEL_ROWS[model]) {
    const rows = typedRows(group, values).map((row) => rowOf(group, row.values));
    if (group.name === 'outcomeThresholds')
      input[group.name] = Object.fromEntries(rows.map(({ name = '', value }) => [String(name), value ?? Number.NaN]));
    else input[group.name] = rows;
  }
  return { model, ...input, ...commonInput(values) };
}

type Raw = Record<string, unknown>;

function rowOf(group: TermsRows, values: FormValues): Raw {
  const blank = Object.fromEntries(
    group.columns.filter(({ kind }) => kind === 'text').map(({ name }) => [name, ''] as const),
  );
  return { ...blank, ...Object.fromEntries(group.columns.flatMap((column) => entryOf(column, values[column.name]))) };
}

function commonInput(values: FormValues): Raw {
  const text = (name: string) => numberText((values[name] ?? '').trim());
  const mode = values['tiers-mode'];
  const discount = [text('termDiscount-months'), text('termDiscount-percent')];
  const amount = text('minimumCommitment-amount');
  return {
    ...(mode && {
      tiers: {
        mode,
        steps: typedRows(TIERS, values).map((row) => ({ upTo: null, unitPrice: null, ...rowOf(TIERS, row.values) })),
      },
    }),
    ...(discount.some(Boolean) && {
      termDiscount: { months: discount[0] ? Number(discount[0]) : null, percent: discount[1] || null },
    }),
    ...(amount && {
      minimumCommitment: { amount, per: values['minimumCommitment-per'] === 'month' ? 'month' : 'term' },
    }),
  };
}

function entryOf({ name, kind }: TermsField, value: string | undefined): [string, unknown][] {
  const text = (value ?? '').trim();
  if (text === '') return [];
  const number = numberText(text);
  switch (kind) {
    case 'list':
      return [
        [
          name,
          text
            .split(',')
            .map((word) => word.trim())
            .filter(Boolean),
        ],
      ];
    case 'percent':
      return [[name, fractionOf(number)]];
    case 'integer':
    case 'number':
      return [[name, Number(number)]];
    case 'decimal':
      return [[name, number]];
    case 'choice':
      return [[name, text === 'true' ? true : text === 'false' ? false : text]];
    default:
      return [[name, text]];
  }
}

/** `12.5` percent as the ratio 0.125, without binary noise; what is no number stays one that the core refuses. */
function fractionOf(percent: string): number {
  const exact = parseDecimal(percent);
  return exact === null ? Number.NaN : Number(formatDecimal(exact / 100n));
}
