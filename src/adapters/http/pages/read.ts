import { type Actor, isStaff } from '../../../core/domain/access/actor.ts';
import type { Page, PageRequest } from '../../../core/domain/shared/page.ts';
import { listCompanies } from '../../../core/usecases/companies/list-companies.ts';
import type { RequestContext } from '../../../core/usecases/context.ts';
import type { PagesContext } from './deps.ts';

const PAGE = 100;

/** Every item of a paged list, at most `most` of them. */
export async function readAll<T>(list: (request: PageRequest) => Promise<Page<T>>, most = 1_000): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await list({ limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < most);
  return items;
}

/** Names of companies by id, for staff; company roles see one company only and need no names. */
export async function companyNames(pages: PagesContext, context: RequestContext): Promise<ReadonlyMap<string, string>> {
  if (!isStaff(context.actor)) return new Map();
  const companies = await readAll((request) => listCompanies(pages.core, context, request));
  return new Map(companies.map(({ id, name }) => [id, name]));
}

/** A part of a page that may fail without taking the rest with it. */
export async function part<T>(
  read: Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }> {
  try {
    return { ok: true, value: await read };
  } catch {
    return { ok: false };
  }
}

export function isCompanyRole(actor: Actor): boolean {
  return !isStaff(actor);
}
