import { isEqual } from '../shared/equal.ts';
import type { AuditEntry } from './audit.ts';

/** Fields that may hold a person's data: the audit says that they changed, never what. */
const KEPT_BACK: ReadonlySet<string> = new Set([
  'contacts',
  'description',
  'internalNotes',
  'nextStep',
  'note',
  'reason',
]);
/** Fields that every write touches. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt']);
const NOT_KEPT = 'not kept';

type Fields = Readonly<Record<string, unknown>>;

/** The top-level fields that differ between two states of a thing, either of which may be absent. */
export function changesBetween(before: object | null, after: object | null): AuditEntry['changes'] {
  const was = (before ?? {}) as Fields;
  const is = (after ?? {}) as Fields;
  const fields = new Set([...Object.keys(was), ...Object.keys(is)]);
  const changed = [...fields].filter(
    (field) => !BOOKKEEPING.has(field) && !isEqual(was[field] ?? null, is[field] ?? null),
  );
  return Object.fromEntries(
    changed.map((field) => [
      field,
      KEPT_BACK.has(field)
        ? { before: NOT_KEPT, after: NOT_KEPT }
        : { before: was[field] ?? null, after: is[field] ?? null },
    ]),
  );
}
