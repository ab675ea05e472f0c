import type { Collection, Db } from 'mongodb';
import { foldText } from '../../core/domain/shared/text.ts';
import { DAY } from '../../core/domain/shared/time.ts';
import type { Collections } from '../../ports/collections.ts';
import type { CollectionName } from '../../ports/transactions.ts';
import { type Nullable, nullableText } from './list.ts';

/** First answers are promised for 30 days; the index that removes them runs by the database's time. */
const RECEIPT_RETENTION = 31 * DAY;

/** What a document is found and ordered by beside its own fields; never read back. */
interface Derived {
  readonly name?: string;
  readonly text?: string;
  readonly expireAt?: Date;
  readonly dueOn?: Nullable<string>;
}

export type Stored<T> = Omit<T, 'id'> & { readonly _id: string; readonly derived?: Derived };

/** The collection of the domain's documents of that name. */
export function documentsOf<C extends CollectionName>(db: Db, name: C): Collection<Stored<Collections[C]>> {
  return db.collection(name);
}

/** A domain document as it is stored: its id as `_id`, and what lists need beside it. */
export function toStored<C extends CollectionName>(collection: C, document: Collections[C]): Stored<Collections[C]> {
  const { id, ...fields } = document;
  const derived = DERIVE[collection]?.(document);
  return { _id: id, ...fields, ...(derived && { derived }) } as Stored<Collections[C]>;
}

/** The domain document of what is stored. */
export function fromStored<T extends { readonly id: string }>(stored: object): T {
  const { _id, derived: _derived, ...fields } = stored as Stored<T>;
  return { id: _id, ...fields } as unknown as T;
}

/** The domain document, or null where nothing was found. */
export function orNull<T extends { readonly id: string }>(stored: object | null): T | null {
  return stored && fromStored<T>(stored);
}

const named = (item: { name: string; description?: string | null; tags?: readonly string[] }): Derived => ({
  name: foldText(item.name),
  text: searchText(item),
});

const DERIVE: { readonly [C in CollectionName]?: (document: Collections[C]) => Derived } = {
  companies: named,
  programTemplates: named,
  beneficiaryGroups: named,
  subscriptions: named,
  opportunities: ({ dueOn }) => ({ dueOn: nullableText(dueOn) }),
  receipts: () => ({ expireAt: new Date(Date.now() + RECEIPT_RETENTION) }),
};

/** The folded text in which the words of a search are looked for. */
export function searchText(item: { name: string; description?: string | null; tags?: readonly string[] }): string {
  return foldText([item.name, item.description ?? '', ...(item.tags ?? [])].join('\n'));
}
