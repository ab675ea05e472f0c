import type { FormValues } from '../forms.ts';
import type { RowsName, TermsRows } from './terms-fields.ts';

/** The name of one field of a row. */
export function nameIn(group: RowsName, row: number, column: string): string {
  return `${group}-${row}-${column}`;
}

/** The places of all rows that were sent, blank ones too. */
export function rowIndexes({ name, most }: TermsRows, values: FormValues): number[] {
  return Object.keys(values)
    .map((key) => new RegExp(`^${name}-(\\d{1,3})-`).exec(key)?.[1])
    .flatMap((index) => (index === undefined || Number(index) >= most ? [] : [Number(index)]));
}

/** The rows in which anything was typed, with the place where each stands. */
export function typedRows(group: TermsRows, values: FormValues): { row: number; values: FormValues }[] {
  return [...new Set(rowIndexes(group, values))]
    .sort((a, b) => a - b)
    .map((row) => ({
      row,
      values: Object.fromEntries(
        group.columns.map(({ name }) => [name, (values[nameIn(group.name, row, name)] ?? '').trim()]),
      ),
    }))
    .filter((each) => Object.values(each.values).some((value) => value !== ''));
}
