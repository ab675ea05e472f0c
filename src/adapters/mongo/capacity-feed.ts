import type { Db } from 'mongodb';
import type { CapacityFeed } from '../../ports/capacity-feed.ts';
import { commitsOf } from './capacity-collections.ts';
import { type CommitDocument, type CommitId, commitId, toCommit } from './capacity-document.ts';
import { readChangeStream, streamOptions } from './change-stream.ts';

const HEADS_AT_ONCE = 1_000;

interface Inserted {
  readonly _id: unknown;
  readonly fullDocument: CommitDocument;
}

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
      const stream = commits.watch([{ $match: { operationType: 'insert' } }], streamOptions(resumeAt));
      const tell = ({ fullDocument }: Inserted, at: string) => onCommit(toCommit(fullDocument), at);
      await readChangeStream(stream, tell, signal);
    },
    heads,
  };
}
