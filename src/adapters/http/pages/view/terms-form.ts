import type { PricingModel } from '../../../../core/domain/terms/terms.ts';
import type { FormValues } from '../forms.ts';
import {
  COMMON_FIELDS,
  CURRENCY_UNIT,
  EFFECTIVE_FROM,
  MODEL_FIELDS,
  MODEL_ROWS,
  type TermsField,
  type TermsRows,
  TIERS,
} from './terms-fields.ts';
import { nameIn, rowIndexes, typedRows } from './terms-rows.ts';
import { MODEL_WORDS } from './words.ts';

export const MODEL_CHOICES: readonly { readonly value: PricingModel; readonly label: string; readonly note: string }[] =
  [
    { value: 'seats', label: MODEL_WORDS.seats, note: 'Places for volunteers, paid by the month' },
    { value: 'credits', label: MODEL_WORDS.credits, note: 'A stock of credits that hours or sessions burn' },
    { value: 'iaas', label: MODEL_WORDS.iaas, note: 'Learners who complete, with evidence' },
    { value: 'bundle', label: MODEL_WORDS.bundle, note: 'A share of the company’s learner subscription' },
    { value: 'custom', label: MODEL_WORDS.custom, note: 'A fee and a capacity of their own' },
  ];

/** Blank rows behind what is filled in, and those that one asks for. */
const SPARE = 1;
const MORE = 3;
const AT_FIRST = 2;

export interface TermsFormOptions {
  readonly currency: string;
  /** What is said of the day from which the terms count; null where that is not asked. */
  readonly dated: string | null;
  /** Fields that the state keeps as they are. */
  readonly locked?: readonly string[];
  /** The rows to which some blank ones are added. */
  readonly more?: string | undefined;
}

export type FieldView = TermsField & { readonly locked: boolean; readonly later: boolean };

export interface RowsView extends Pick<TermsRows, 'name' | 'legend' | 'hint' | 'one'> {
  readonly rows: readonly { readonly fields: readonly FieldView[] }[];
  readonly full: boolean;
}

/** The form of one model: its own fields and rows, what counts from when, and what any model may have. */
export interface TermsFormView {
  readonly model: PricingModel;
  readonly fields: readonly FieldView[];
  readonly rows: readonly RowsView[];
  readonly common: readonly FieldView[];
  readonly tiers: RowsView;
  /** Whether anything of the common options is set, so that they stand open. */
  readonly open: boolean;
  /** Every name that the form has. */
  readonly names: readonly string[];
}

export function termsForm(model: PricingModel, values: FormValues, options: TermsFormOptions): TermsFormView {
  const { locked = [] } = options;
  const view = (one: TermsField, later = false): FieldView => ({
    ...one,
    unit: one.unit === CURRENCY_UNIT ? options.currency : one.unit,
    locked: locked.includes(one.name),
    later,
  });
  const fields = [...MODEL_FIELDS[model], ...(options.dated ? [{ ...EFFECTIVE_FROM, hint: options.dated }] : [])].map(
    (one) => view(one),
  );
  const rows = MODEL_ROWS[model].map((each) => rowsView(each, values, options.more, view));
  const tiers = rowsView(TIERS, values, options.more, view);
  const common = COMMON_FIELDS.map((one) => view(one));
  const groups = [...rows, tiers];
  return {
    model,
    fields,
    rows,
    common,
    tiers,
    open:
      options.more === 'tiers' ||
      Object.entries(values).some(([name, value]) => isOption(name) && value.trim() !== '' && !isStandard(name, value)),
    names: [
      ...[...fields, ...common].map(({ name }) => name),
      ...groups.flatMap((group) => [group.name, ...group.rows.flatMap((row) => row.fields.map(({ name }) => name))]),
    ],
  };
}

function isOption(name: string): boolean {
  return name.startsWith('tiers-') || COMMON_FIELDS.some((one) => one.name === name && one.name !== 'overage');
}

function isStandard(name: string, value: string): boolean {
  return COMMON_FIELDS.some((one) => one.name === name && one.kind === 'choice' && one.choices[0]?.value === value);
}

function rowsView(
  group: TermsRows,
  values: FormValues,
  more: string | undefined,
  view: (one: TermsField, later?: boolean) => FieldView,
): RowsView {
  const sent = rowIndexes(group, values);
  const filled = typedRows(group, values).map(({ row }) => row);
  const spare = Math.max(AT_FIRST, Math.max(-1, ...filled) + 1 + SPARE);
  const wanted = Math.max(spare, Math.max(-1, ...sent) + 1) + (more === group.name ? MORE : 0);
  const count = Math.min(wanted, group.most);
  return {
    name: group.name,
    legend: group.legend,
    hint: group.hint,
    one: group.one,
    full: count >= group.most,
    rows: Array.from({ length: count }, (_, row) => ({
      fields: group.columns.map((column) => view({ ...column, name: nameIn(group.name, row, column.name) }, row > 0)),
    })),
  };
}
