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

/** A value that may be missing, stored so that MongoDB can order it last either way. */
export interface Nullable<T> {
  readonly missing: 0 | 1;
  readonly value: T | null;
}

export function nullable<T>(value: T | null): Nullable<T> {
  return { missing: value === null ? 1 : 0, value };
}

/** The keys that order a `Nullable`, nulls last. */
export function nullsLast(path: string, type: CursorType, direction: Direction): SortKey[] {
  return [key(`${path}.missing`, 'number'), key(`${path}.value`, type, direction)];
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

/** Documents that come after these sort values: greater in one key, equal in all before it. */
function behind(keys: readonly SortKey[], values: readonly CursorValue[]): Filter<Document> {
  const branches = keys.flatMap(({ path, direction }, at) => {
    const value = values[at] ?? null;
    if (value === null) return [];
    const equal = keys.slice(0, at).map((before, index) => [before.path, { $eq: values[index] ?? null }]);
    return [{ ...Object.fromEntries(equal), [path]: { [direction === 'asc' ? '$gt' : '$lt']: value } }];
  });
  return branches.length === 0 ? { _id: { $in: [] } } : { $or: branches };
}

function valueAt(document: object, path: string): CursorValue {
  const value = path.split('.').reduce<unknown>((part, name) => (part as Document | undefined)?.[name], document);
  return (value ?? null) as CursorValue;
}
