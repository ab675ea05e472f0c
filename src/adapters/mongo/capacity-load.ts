import type { Db, Filter } from 'mongodb';
import { ACCOUNT_FORM, type Account, type Commit } from '../../core/domain/capacity/account.ts';
import type { LoadedAccount } from '../../ports/capacity-log.ts';
import { type CheckpointDocument, checkpointsOf, commitsOf } from './capacity-collections.ts';
import { type CommitDocument, commitId, toCommit } from './capacity-document.ts';
import { isDuplicateKey } from './errors.ts';

/** Entries read at once; an account with more is read in parts. */
const MAX_ENTRIES = 50_000;

const NOTHING: LoadedAccount = { checkpoint: null, commits: [], more: false };

interface Wanted {
  readonly accountId: string;
  readonly after?: number;
}

/**
 * Reads the accounts' commits in one query. A checkpoint counts only if the log still holds the very commit that it was made
 * after; one that the log does not confirm is left aside and everything is read.
 */
export async function loadAccounts(db: Db, wanted: readonly Wanted[]): Promise<Map<string, LoadedAccount>> {
  const cold = wanted.filter(({ after }) => after === undefined).map(({ accountId }) => accountId);
  const checkpoints = cold.length > 0 ? await readCheckpoints(db, cold) : new Map<string, CheckpointDocument>();
  const loaded = await readCommits(
    db,
    wanted.map(({ accountId, after }) => ({ accountId, from: checkpoints.get(accountId)?.head.s ?? (after ?? 0) + 1 })),
  );
  const refuted: Wanted[] = [];
  for (const [accountId, checkpoint] of checkpoints) {
    const { commits, more } = loaded.get(accountId) ?? NOTHING;
    if (commits.length === 0 && more) continue;
    if (confirms(commits[0], checkpoint)) {
      loaded.set(accountId, { checkpoint: toAccount(checkpoint), commits: commits.slice(1), more });
    } else refuted.push({ accountId, after: 0 });
  }
  if (refuted.length === 0) return loaded;
  await forget(
    db,
    refuted.flatMap(({ accountId }) => checkpoints.get(accountId) ?? []),
  );
  return new Map([...loaded, ...(await loadAccounts(db, refuted))]);
}

export async function dropCheckpoint(db: Db, accountId: string): Promise<void> {
  await checkpointsOf(db).deleteOne({ _id: accountId });
}

/** A refuted checkpoint would stand in the way of those of a log that is shorter than it. */
async function forget(db: Db, checkpoints: readonly CheckpointDocument[]): Promise<void> {
  await checkpointsOf(db).deleteMany({ $or: checkpoints.map(({ _id, head }) => ({ _id, head })) });
}

/** Keeps the state with the commit that it stands on; a state that is not one after a whole commit is not kept. */
export async function saveCheckpoint(db: Db, account: Account): Promise<void> {
  const [head] = await commitsOf(db)
    .find({ _id: { $gt: commitId(account.id, 0), $lte: commitId(account.id, account.sequence) } })
    .sort({ _id: -1 })
    .limit(1)
    .project<Pick<CommitDocument, '_id' | 'w' | 'n'>>({ w: 1, n: 1 })
    .toArray();
  if (!head || head._id.s + head.n - 1 !== account.sequence) return;
  const { sequence, recordedAt, pool, balances } = account;
  const kept = { form: ACCOUNT_FORM, head: { s: head._id.s, w: head.w }, sequence, recordedAt, pool };
  await checkpointsOf(db)
    .updateOne(
      { _id: account.id, $or: [{ sequence: { $lt: sequence } }, { form: { $ne: ACCOUNT_FORM } }] },
      { $set: { ...kept, balances: Object.values(balances) } },
      { upsert: true },
    )
    .catch(ignoreNewer);
}

/** Another process keeps a newer one: the filter then finds nothing, and inserting beside it fails. */
function ignoreNewer(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}

async function readCheckpoints(db: Db, accountIds: readonly string[]): Promise<Map<string, CheckpointDocument>> {
  const found = await checkpointsOf(db)
    .find({ _id: { $in: accountIds }, form: ACCOUNT_FORM })
    .toArray();
  return new Map(found.map((checkpoint) => [checkpoint._id, checkpoint]));
}

async function readCommits(
  db: Db,
  ranges: readonly { accountId: string; from: number }[],
): Promise<Map<string, LoadedAccount>> {
  const byAccount = new Map<string, Commit[]>();
  const cursor = commitsOf(db)
    .find(filterOf(ranges), { readConcern: { level: 'majority' } })
    .sort({ _id: 1 });
  let entries = 0;
  let last: string | null = null;
  for await (const document of cursor) {
    last = document._id.a;
    const commits = byAccount.get(last);
    if (commits) commits.push(toCommit(document));
    else byAccount.set(last, [toCommit(document)]);
    entries += document.n;
    if (entries >= MAX_ENTRIES) break;
  }
  const cut = entries >= MAX_ENTRIES;
  return new Map(
    ranges.map(({ accountId }) => {
      const commits = byAccount.get(accountId) ?? [];
      return [accountId, { checkpoint: null, commits, more: cut && (commits.length === 0 || accountId === last) }];
    }),
  );
}

function filterOf(ranges: readonly { accountId: string; from: number }[]): Filter<CommitDocument> {
  const each = ranges.map(({ accountId, from }) => ({
    _id: { $gte: commitId(accountId, from), $lt: commitId(accountId, Number.POSITIVE_INFINITY) },
  }));
  return each.length === 1 && each[0] ? each[0] : { $or: each };
}

function confirms(first: Commit | undefined, { head, sequence }: CheckpointDocument): boolean {
  if (!first || first.sequence !== head.s || first.writer !== head.w) return false;
  return first.sequence + first.entries.length - 1 === sequence;
}

function toAccount({ _id, sequence, recordedAt, pool, balances }: CheckpointDocument): Account {
  const byCampaign = Object.fromEntries(balances.map((balance) => [balance.campaignId, balance]));
  return { id: _id, sequence, recordedAt, pool, balances: byCampaign };
}
