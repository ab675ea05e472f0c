import { DomainError, type Issue } from '../../../../core/domain/shared/errors.ts';
import type { PricingModel } from '../../../../core/domain/terms/terms.ts';
import type { FormValues } from '../forms.ts';
import { COMMON_FIELDS, EFFECTIVE_FROM, MODEL_FIELDS, MODEL_ROWS, TIERS } from './terms-fields.ts';
import { nameIn, typedRows } from './terms-rows.ts';

/** What only the form can see: steps that would be left aside, and a repeated outcome, of which the core would be told once. */
export function formIssues(values: FormValues, model: PricingModel): Issue[] {
  const repeated = MODEL_ROWS[model]
    .filter(({ name }) => name === 'outcomeThresholds')
    .flatMap((group) => {
      const rows = typedRows(group, values);
      return rows
        .filter(({ values: row }, at) => rows.slice(0, at).some((before) => before.values.name === row.name))
        .map(({ row }) => ({
          path: nameIn(group.name, row, 'name'),
          code: 'REPEATED',
          message: 'This outcome has a threshold already',
        }));
    });
  if (values['tiers-mode'] || typedRows(TIERS, values).length === 0) return repeated;
  const message = 'Say how the steps are priced, or empty them';
  return [...repeated, { path: 'tiers-mode', code: 'NOT_PRICED', message }];
}

const ALL_ROWS = [TIERS, ...Object.values(MODEL_ROWS).flat()];
const ALL_FIELDS = [...Object.values(MODEL_FIELDS).flat(), ...COMMON_FIELDS, EFFECTIVE_FROM];

/** The issues of the core at the fields of this form, in words. */
export function issuesInForm(issues: readonly Issue[], values: FormValues): Issue[] {
  return issues.map((issue) => {
    const path = AT_FIELD[issue.code] ?? fieldOf(issue.path, values);
    return { ...issue, path, message: messageOf(issue, labelOf(path)) };
  });
}

function fieldOf(path: string, values: FormValues): string {
  const [group = '', ...rest] = path.replace('tiers.steps', 'tiers').split('.');
  if (path === 'tiers.steps' || path === 'tiers.mode') return 'tiers-mode';
  const rows = ALL_ROWS.find(({ name }) => name === group);
  if (!rows) return ALL_FIELDS.some(({ name }) => name === `${group}-${rest[0]}`) ? `${group}-${rest[0]}` : group;
  if (rest.length === 0) return group;
  const typed = typedRows(rows, values);
  const isNamed = rows.name === 'outcomeThresholds';
  const found = isNamed ? typed.find((each) => each.values.name === rest.join('.')) : typed[Number(rest[0])];
  return found ? nameIn(rows.name, found.row, isNamed ? 'value' : (rest[1] ?? '')) : group;
}

function labelOf(name: string): string | null {
  const field = ALL_FIELDS.find((one) => one.name === name);
  if (field) return field.label;
  const [group, row, column] = name.split('-');
  const rows = ALL_ROWS.find((one) => one.name === group);
  const found = rows?.columns.find((one) => one.name === column);
  if (rows && found) return `${found.label} of ${rows.one} ${Number(row) + 1}`;
  return rows?.legend ?? null;
}

function messageOf({ path, code, message }: Issue, label: string | null): string {
  if (label === null) return message;
  if (code === 'REQUIRED' || code === 'TOO_FEW') return `${label} is missing`;
  if (code === 'NOT_AN_INTEGER') return `${label} must be a whole number`;
  if (code === 'INVALID_DECIMAL') return `${label} must be a number of at most 6 decimals`;
  return message.replace(message.includes(path) ? path : (path.split('.').at(-1) ?? path), label);
}

/** A refusal with its issues at the fields of this form, in words. */
export function refusalInForm(error: DomainError, values: FormValues): DomainError {
  const { kind, code, message, details } = error;
  const all = error.issues.length > 0 ? error.issues : AT_FIELD[code] ? [{ path: '', code, message }] : [];
  return new DomainError(kind, code, message, { issues: issuesInForm(all, values), details });
}

/** Refusals of the whole that have a field of their own here. */
const AT_FIELD: Readonly<Record<string, string>> = { SHARES_EXCEEDED: 'share' };
