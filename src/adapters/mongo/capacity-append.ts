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
 * not; whatever goes wrong otherwise, also a majority that could not be waited for, leaves the outcome unknown.
 */
export async function appendCommits(db: Db, commits: readonly Commit[], w: 'majority' | 1): Promise<AppendOutcome[]> {
  const outcomes: AppendOutcome[] = commits.map(() => 'appended');
  if (commits.length === 0) return outcomes;
  const reply = await insert(db, commits, w);
  if (!reply) return commits.map(() => 'unknown');
  for (const { index, code, keyPattern } of reply.writeErrors ?? []) {
    outcomes[index] = code === DUPLICATE_KEY && keyPattern ? (keyPattern._id ? 'stale' : 'repeated') : 'unknown';
  }
  return outcomes;
}

async function insert(db: Db, commits: readonly Commit[], w: 'majority' | 1): Promise<InsertReply | null> {
  const documents = commits.map(toDocument);
  try {
    const writeConcern = { w, wtimeout: MAJORITY_TIMEOUT };
    return await db.command({ insert: CAPACITY_LOG, documents, ordered: false, writeConcern });
  } catch {
    return null;
  }
}
