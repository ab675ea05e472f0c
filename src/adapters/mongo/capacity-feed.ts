import { type ChangeStream, type Db, MongoServerError } from 'mongodb';
import type { Commit } from '../../core/domain/capacity/account.ts';
import type { CapacityFeed } from '../../ports/capacity-feed.ts';
import { commitsOf } from './capacity-collections.ts';
import { type CommitDocument, type CommitId, commitId, toCommit } from './capacity-document.ts';

/** InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost. */
const RESUME_LOST = new Set([260, 280, 286]);

/** How long the database waits for news before it answers that there are none. */
const AWAIT_NEWS = 1_000;

const HEADS_AT_ONCE = 1_000;

/** Follows the log by its change stream; a resume point is the stream's token. */
export function createMongoCapacityFeed(db: Db): CapacityFeed {
  const commits = commitsOf(db);

  /** The first sequences of the newest commits come from the index on `_id` alone; only those commits are then read. */
  async function* heads() {
    const cursor = commits.aggregate<CommitId>(
      [
        { $sort: { _id: 1 } },
        { $project: { _id: 1 } },
        { $group: { _id: '$_id.a', s: { $max: '$_id.s' } } },
        { $project: { _id: 0, a: '$_id', s: 1 } },
      ],
      { hint: '_id_', allowDiskUse: true, batchSize: HEADS_AT_ONCE },
    );
    let some: CommitId[] = [];
    for await (const { a, s } of cursor) {
      some.push(commitId(a, s));
      if (some.length < HEADS_AT_ONCE) continue;
      yield* await sequencesOf(some);
      some = [];
    }
    yield* await sequencesOf(some);
  }

  async function sequencesOf(ids: readonly CommitId[]) {
    const found = await commits
      .find({ _id: { $in: ids } })
      .project<Pick<CommitDocument, '_id' | 'n'>>({ n: 1 })
      .toArray();
    return found.map(({ _id, n }) => ({ accountId: _id.a, sequence: _id.s + n - 1 }));
  }

  return {
    async follow(resumeAt, onCommit, signal) {
      const stream = commits.watch<CommitDocument>([{ $match: { operationType: 'insert' } }], {
        maxAwaitTimeMS: AWAIT_NEWS,
        ...(resumeAt !== null && { resumeAfter: { _data: resumeAt } }),
      });
      const close = () => void stream.close().catch(() => {});
      signal.addEventListener('abort', close, { once: true });
      try {
        await read(stream, onCommit, signal);
      } catch (error) {
        if (signal.aborted) return;
        throw isResumeLost(error) ? resumeLost(error) : error;
      } finally {
        signal.removeEventListener('abort', close);
        await stream.close().catch(() => {});
      }
    },
    heads,
  };
}

async function read(
  stream: ChangeStream<CommitDocument>,
  onCommit: (commit: Commit, resumeAt: string) => Promise<void> | void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const change = await stream.tryNext();
    if (change === null && stream.closed) throw new Error('The change stream ended: the collection is gone');
    if (change?.operationType !== 'insert') continue;
    await onCommit(toCommit(change.fullDocument), tokenOf(change._id));
  }
}

function tokenOf(token: unknown): string {
  return String((token as { _data: string })._data);
}

function isResumeLost(error: unknown): boolean {
  return error instanceof MongoServerError && RESUME_LOST.has(Number(error.code));
}

function resumeLost(cause: unknown): Error {
  const error = new Error('The resume point is older than what the database keeps', { cause });
  error.name = 'RESUME_LOST';
  return error;
}
