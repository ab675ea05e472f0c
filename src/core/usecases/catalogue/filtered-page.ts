import type { Page, PageRequest } from '../../domain/shared/page.ts';

/** How many pages are read for one answer before it is given short, with a cursor to go on. */
const READS = 50;

/** A page of the items that are kept, filled from as many pages of the list as it takes. */
export async function filteredPage<T>(
  request: PageRequest,
  list: (request: PageRequest) => Promise<Page<T>>,
  keep: (item: T) => boolean,
): Promise<Page<T>> {
  const items: T[] = [];
  let cursor = request.cursor;
  for (let reads = 0; reads < READS; reads++) {
    const page = await list({ limit: request.limit - items.length, cursor });
    items.push(...page.items.filter(keep));
    cursor = page.nextCursor;
    if (cursor === null || items.length === request.limit) break;
  }
  return { items, nextCursor: cursor };
}
