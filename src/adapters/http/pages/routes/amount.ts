import { DomainError, invalid } from '../../../../core/domain/shared/errors.ts';
import type { FormValues } from '../forms.ts';

/** A quantity as people type it; the core says what it thinks of the number. */
export function amountOf(values: FormValues, field: string): { quantity?: number } {
  const text = values[field]?.trim().replace(',', '.');
  if (!text) return {};
  const quantity = Number(text);
  if (Number.isFinite(quantity)) return { quantity };
  throw invalid([{ path: field, code: 'INVALID_QUANTITY', message: 'Type a number, such as 12 or 1.25' }]);
}

/** The refusal with its issues at the fields of this page. */
export function renamed(error: DomainError, names: Readonly<Record<string, string>>): DomainError {
  const issues = error.issues.map((issue) => ({ ...issue, path: names[issue.path] ?? issue.path }));
  return new DomainError(error.kind, error.code, error.message, { issues, details: error.details });
}
