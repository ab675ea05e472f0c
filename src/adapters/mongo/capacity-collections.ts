import type { Collection, Db } from 'mongodb';
import type { Balance, Pool } from '../../core/domain/capacity/account.ts';
import type { CommitDocument } from './capacity-document.ts';

/** An account's state as it was after its newest commit then; `head` names that commit, so that the log can confirm it. */
export interface CheckpointDocument {
  readonly _id: string;
  readonly form: number;
  readonly head: { readonly s: number; readonly w: string };
  readonly sequence: number;
  readonly recordedAt: number;
  readonly pool: Pool | null;
  readonly balances: readonly Balance[];
}

export const CAPACITY_LOG = 'capacityLog';

export function commitsOf(db: Db): Collection<CommitDocument> {
  return db.collection(CAPACITY_LOG);
}

export function checkpointsOf(db: Db): Collection<CheckpointDocument> {
  return db.collection('capacityCheckpoints');
}

/** One document that is written to know that everything before it is seen. */
export function fencesOf(db: Db): Collection<{ readonly _id: string; readonly count: number }> {
  return db.collection('capacityFences');
}

/** Unique keys make each request count once; subjects and relations are indexed only on commits that have some. */
export async function ensureCapacityIndexes(db: Db): Promise<void> {
  await commitsOf(db).createIndexes([
    { key: { '_id.a': 1, k: 1 }, unique: true },
    { key: { s: 1, '_id.a': 1 }, partialFilterExpression: { s: { $exists: true } } },
    { key: { r: 1 }, partialFilterExpression: { r: { $exists: true } } },
  ]);
  const existing = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const { collectionName } of [checkpointsOf(db), fencesOf(db)]) {
    if (!existing.has(collectionName)) await db.createCollection(collectionName).catch(ignoreExisting);
  }
}

function ignoreExisting(error: { codeName?: string }): void {
  if (error.codeName !== 'NamespaceExists') throw error;
}
