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
