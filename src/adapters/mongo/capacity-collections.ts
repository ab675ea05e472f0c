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

/** Unique keys make each request count once; subjects and relations are indexed only on commits that have some. */
export async function ensureCapacityIndexes(db: Db): Promise<void> {
  await commitsOf(db).createIndexes([
    { key: { '_id.a': 1, k: 1 }, unique: true },
    { key: { s: 1, '_id.a': 1 }, partialFilterExpression: { s: { $exists: true } } },
    { key: { r: 1 }, partialFilterExpression: { r: { $exists: true } } },
  ]);
  const name = checkpointsOf(db).collectionName;
  if (!(await db.listCollections({ name }, { nameOnly: true }).hasNext()))
    await db.createCollection(name).catch(ignoreExisting);
}

function ignoreExisting(error: { codeName?: string }): void {
  if (error.codeName !== 'NamespaceExists') throw error;
}
