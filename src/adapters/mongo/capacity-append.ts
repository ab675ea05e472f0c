import type { Db } from 'mongodb';
import type { Commit } from '../../core/domain/capacity/account.ts';
import type { AppendOutcome } from '../../ports/capacity-log.ts';
import { CAPACITY_LOG } from './capacity-collections.ts';
import { toDocument } from './capacity-document.ts';

const DUPLICATE_KEY = 11_000;

/** How long a majority is waited for before the outcome counts as unknown. */
const MAJORITY_TIMEOUT = 5_000;

interface InsertReply {
  readonly writeErrors?: readonly { index: number; code: number; keyPattern?: Readonly<Record<string, number>> }[];
}

/**
 * One unordered insert of all commits. The plain command tells which index refused a document, which the driver's bulk errors do
 * not. It throws where the outcome is unknown, also where a majority could not be waited for.
 */
export async function appendCommits(db: Db, commits: readonly Commit[], w: 'majority' | 1): Promise<AppendOutcome[]> {
  const outcomes: AppendOutcome[] = commits.map(() => 'appended');
  if (commits.length === 0) return outcomes;
  const writeConcern = { w, wtimeout: MAJORITY_TIMEOUT };
  const documents = commits.map(toDocument);
  const reply = (await db.command({ insert: CAPACITY_LOG, documents, ordered: false, writeConcern })) as InsertReply;
  for (const { index, code, keyPattern } of reply.writeErrors ?? []) {
    outcomes[index] = code === DUPLICATE_KEY && keyPattern ? (keyPattern._id ? 'stale' : 'repeated') : 'unknown';
  }
  return outcomes;
}
