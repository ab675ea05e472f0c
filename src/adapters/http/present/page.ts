import { decodeCursor, encodeCursor } from '../../../core/domain/shared/cursor.ts';
import type { Page } from '../../../core/domain/shared/page.ts';

/** A page with its items in the API's form. */
export function presentPage<T, P>(page: Page<T>, present: (item: T) => P): { items: P[]; nextCursor: string | null } {
  return { items: page.items.map(present), nextCursor: page.nextCursor };
}

/** A query of the API as the core's page request: a missing cursor is the beginning. */
export function pageInput<Q extends { cursor?: string | undefined }>(
  query: Q,
): Omit<Q, 'cursor'> & { cursor: string | null } {
  return { ...query, cursor: query.cursor ?? null };
}

/**
 * A page of a list that the core reads whole, since it is short by nature; the cursor is the place of the next item.
 * Throws INVALID_CURSOR.
 */
export function presentSlice<T, P>(
  list: string,
  items: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  present: (item: T) => P,
): { items: P[]; nextCursor: string | null } {
  const start = cursor === undefined ? 0 : Number(decodeCursor(list, cursor, ['number'])[0]);
  const end = start + limit;
  const nextCursor = end < items.length ? encodeCursor(list, [end]) : null;
  return { items: items.slice(start, end).map(present), nextCursor };
}
