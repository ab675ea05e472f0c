import type { Db } from 'mongodb';
import type { CapacityLog } from '../../ports/capacity-log.ts';
import { appendCommits } from './capacity-append.ts';
import { ledgerPage, ledgerStream } from './capacity-ledger.ts';
import { dropCheckpoint, loadAccounts, saveCheckpoint } from './capacity-load.ts';
import { entriesByKeys, entriesBySubjects, relatedEntries } from './capacity-lookup.ts';
import { createProof, type Prove } from './capacity-proof.ts';
import { translating } from './errors.ts';

export interface MongoCapacityLogOptions {
  /** Only for the proof that a weaker write concern loses acknowledged entries. */
  readonly w?: 'majority' | 1;
  /** By default what the database at hand can give. */
  readonly prove?: Prove;
}

/** The capacity log in a collection with one document a commit, whose indexes `ensureCapacityIndexes` has made. */
export function createMongoCapacityLog(db: Db, options: MongoCapacityLogOptions = {}): CapacityLog {
  const { w = 'majority', prove = createProof(db) } = options;
  return translating({
    append: (commits) => appendCommits(db, commits, w),
    async settle({ accountId, sequence, writer }) {
      const [standing] = await prove([{ accountId, sequence }]);
      return standing === writer;
    },
    async moved(heads) {
      const next = heads.map(({ accountId, sequence }) => ({ accountId, sequence: sequence + 1 }));
      const writers = await prove(next);
      return new Set(heads.filter((_, index) => writers[index] !== undefined).map(({ accountId }) => accountId));
    },
    load: (accounts) => loadAccounts(db, accounts),
    byKeys: (accountId, keys) => entriesByKeys(db, accountId, keys),
    bySubjects: (wanted) => entriesBySubjects(db, wanted),
    related: (accountId, ids) => relatedEntries(db, accountId, ids),
    saveCheckpoint: (account) => saveCheckpoint(db, account),
    dropCheckpoint: (accountId) => dropCheckpoint(db, accountId),
    page: (query) => ledgerPage(db, query),
    stream: (query) => ledgerStream(db, query),
  });
}
