import type { Db } from 'mongodb';
import type { CapacityLog } from '../../ports/capacity-log.ts';
import { appendCommits } from './capacity-append.ts';
import { ledgerPage, ledgerStream } from './capacity-ledger.ts';
import { loadAccounts, saveCheckpoint } from './capacity-load.ts';
import { entriesByKeys, entriesBySubjects, provenCommit, relatedEntries } from './capacity-lookup.ts';

export interface MongoCapacityLogOptions {
  /** Only for the proof that a weaker write concern loses acknowledged entries. */
  readonly w?: 'majority' | 1;
}

/** The capacity log in a collection with one document a commit, whose indexes `ensureCapacityIndexes` has made. */
export function createMongoCapacityLog(db: Db, { w = 'majority' }: MongoCapacityLogOptions = {}): CapacityLog {
  return {
    append: (commits) => appendCommits(db, commits, w),
    async settle({ accountId, sequence, writer }) {
      const found = await provenCommit(db, accountId, sequence);
      return found?.writer === writer;
    },
    async moved(heads) {
      const followers = await Promise.all(
        heads.map(({ accountId, sequence }) => provenCommit(db, accountId, sequence + 1)),
      );
      return new Set(heads.filter((_, index) => followers[index]).map(({ accountId }) => accountId));
    },
    load: (accounts) => loadAccounts(db, accounts),
    byKeys: (accountId, keys) => entriesByKeys(db, accountId, keys),
    bySubjects: (wanted) => entriesBySubjects(db, wanted),
    related: (accountId, ids) => relatedEntries(db, accountId, ids),
    saveCheckpoint: (account) => saveCheckpoint(db, account),
    page: (query) => ledgerPage(db, query),
    stream: (query) => ledgerStream(db, query),
  };
}
