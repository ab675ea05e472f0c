import type { Collection, Document, Filter } from 'mongodb';
import { type CursorType, type CursorValue, decodeCursor, encodeCursor } from '../../core/domain/shared/cursor.ts';
import type { Page, PageRequest } from '../../core/domain/shared/page.ts';

export interface SortKey {
  readonly path: string;
  readonly type: CursorType;
  readonly direction: 'asc' | 'desc';
}

export type Direction = SortKey['direction'];

export function key(path: string, type: CursorType, direction: Direction = 'asc'): SortKey {
  return { path, type, direction };
}

/** A value that may be missing, stored once for each direction so that MongoDB orders it last either way. */
export interface Nullable<T extends string | number> {
  readonly up: T;
  readonly down: T;
}

export function nullableNumber(value: number | null): Nullable<number> {
  return { up: value ?? Number.MAX_VALUE, down: value ?? -Number.MAX_VALUE };
}

export function nullableText(value: string | null): Nullable<string> {
  return { up: value ?? '\u{10ffff}', down: value ?? '' };
}

/** The key that orders a `Nullable`, nulls last. */
export function nullsLast(path: string, type: CursorType, direction: Direction): SortKey {
  return key(`${path}.${direction === 'asc' ? 'up' : 'down'}`, type, direction);
}

/** The page behind the cursor in the order of the keys; the last key must be unique. */
export async function pageOf<S extends { readonly _id: string }>(
  collection: Collection<S>,
  filter: Filter<Document>,
  keys: readonly SortKey[],
  request: PageRequest,
  projection?: Document,
): Promise<Page<S>> {
  const scope = keys.map(({ path, direction }) => (direction === 'asc' ? path : `-${path}`)).join(',');
  const types = keys.map(({ type }) => type);
  const after = request.cursor === null ? null : decodeCursor(scope, request.cursor, types);

  const found = await collection
    .find((after ? { $and: [filter, behind(keys, after)] } : filter) as Filter<S>, projection ? { projection } : {})
    .sort(keys.map(({ path, direction }) => [path, direction] as [string, Direction]))
    .limit(request.limit + 1)
    .toArray();

  const items = found.slice(0, request.limit) as unknown as S[];
  const last = items.at(-1);
  const more = found.length > items.length;
  return {
    items,
    nextCursor:
      last && more
        ? encodeCursor(
            scope,
            keys.map(({ path }) => valueAt(last, path)),
          )
        : null,
  };
}

/**
 * Documents that come after these sort values. One range on the first key, which its index can serve, less those of the
 * same first value that came before: a plain `$or` over the keys makes the planner try one plan for each mix of indexes.
 */
function behind(keys: readonly SortKey[], values: readonly CursorValue[]): Filter<Document> {
  const [first, ...others] = keys.map(({ path, direction }, at) => ({ path, direction, value: values[at] ?? null }));
  if (first === undefined) return {};
  const equal = [[first.path, { $eq: first.value }]];
  const before: Document[] = [];
  for (const { path, direction, value } of others) {
    before.push({ ...Object.fromEntries(equal), [path]: { [direction === 'asc' ? '$lt' : '$gt']: value } });
    equal.push([path, { $eq: value }]);
  }
  before.push(Object.fromEntries(equal));
  return { [first.path]: { [first.direction === 'asc' ? '$gte' : '$lte']: first.value }, $nor: before };
}

function valueAt(document: object, path: string): CursorValue {
  const value = path.split('.').reduce<unknown>((part, name) => (part as Document | undefined)?.[name], document);
  return (value ?? null) as CursorValue;
}
