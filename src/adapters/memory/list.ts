import { type CursorType, type CursorValue, decodeCursor, encodeCursor } from '../../core/domain/shared/cursor.ts';
import type { Page, PageRequest } from '../../core/domain/shared/page.ts';

export interface SortKey<T> {
  readonly name: string;
  readonly type: CursorType;
  readonly direction: 'asc' | 'desc';
  readonly of: (item: T) => CursorValue;
}

/** The page behind the cursor, in the order of the keys, nulls last; the last key must be unique. */
export function pageOf<T>(items: Iterable<T>, keys: readonly SortKey<T>[], request: PageRequest): Page<T> {
  const scope = keys.map((key) => `${key.direction === 'asc' ? '' : '-'}${key.name}`).join(',');
  const valuesOf = (item: T) => keys.map((key) => key.of(item));
  const compare = (a: readonly CursorValue[], b: readonly CursorValue[]) => compareBy(keys, a, b);
  const sorted = [...items].map((item) => ({ item, values: valuesOf(item) }));
  sorted.sort((a, b) => compare(a.values, b.values));

  const after =
    request.cursor === null
      ? null
      : decodeCursor(
          scope,
          request.cursor,
          keys.map((key) => key.type),
        );
  const rest = after === null ? sorted : sorted.filter(({ values }) => compare(values, after) > 0);
  const page = rest.slice(0, request.limit);
  const last = page.at(-1);
  const nextCursor = last && rest.length > page.length ? encodeCursor(scope, last.values) : null;
  return { items: page.map(({ item }) => item), nextCursor };
}

/** Sorted copies without paging. */
export function sortedBy<T>(items: Iterable<T>, keys: readonly SortKey<T>[]): T[] {
  return [...items].sort((a, b) =>
    compareBy(
      keys,
      keys.map((key) => key.of(a)),
      keys.map((key) => key.of(b)),
    ),
  );
}

/** A sort key that is a field of the item. */
export function by<T>(name: string, of: (item: T) => string | null, direction?: 'asc' | 'desc'): SortKey<T>;
export function by<T>(
  name: string,
  of: (item: T) => number | null,
  direction: 'asc' | 'desc',
  type: 'number',
): SortKey<T>;
export function by<T>(
  name: string,
  of: (item: T) => CursorValue,
  direction: 'asc' | 'desc' = 'asc',
  type: CursorType = 'string',
): SortKey<T> {
  return { name, of, direction, type };
}

function compareBy<T>(keys: readonly SortKey<T>[], a: readonly CursorValue[], b: readonly CursorValue[]): number {
  for (const [at, { direction }] of keys.entries()) {
    const order = compareValues(a[at] ?? null, b[at] ?? null, direction);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: CursorValue, b: CursorValue, direction: 'asc' | 'desc'): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (direction === 'asc' ? 1 : -1);
}
