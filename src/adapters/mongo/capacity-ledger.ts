import type { Db, Filter, Sort } from 'mongodb';
import type { Entry } from '../../core/domain/capacity/entry.ts';
import type { LedgerQuery, LedgerRange } from '../../ports/capacity-log.ts';
import { commitsOf } from './capacity-collections.ts';
import { type CommitDocument, commitId, toCommit } from './capacity-document.ts';

/** A page of a campaign's entries, newest first. */
export async function ledgerPage(db: Db, query: LedgerQuery): Promise<Entry[]> {
  const { before = Number.POSITIVE_INFINITY, limit } = query;
  const page: Entry[] = [];
  for await (const document of read(db, query, before, { _id: -1 })) {
    for (const entry of toCommit(document).entries.toReversed()) {
      if (entry.sequence < before && matches(entry, query)) page.push(entry);
      if (page.length === limit) return page;
    }
  }
  return page;
}

/** A campaign's ledger in sequence, a few commits in memory at a time. */
export async function* ledgerStream(db: Db, query: LedgerRange): AsyncGenerator<Entry> {
  const { accountId, after = 0 } = query;
  const from = after === 0 ? 0 : await beginOfCommit(db, accountId, after);
  for await (const document of read(db, query, Number.POSITIVE_INFINITY, { _id: 1 }, from)) {
    for (const entry of toCommit(document).entries) if (entry.sequence > after && matches(entry, query)) yield entry;
  }
}

/** The sequence of the first entry of the commit that holds this one. */
async function beginOfCommit(db: Db, accountId: string, sequence: number): Promise<number> {
  const [commit] = await commitsOf(db)
    .find({ _id: { $gt: commitId(accountId, 0), $lte: commitId(accountId, sequence) } }, { projection: { _id: 1 } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  return commit?._id.s ?? 0;
}

function read(db: Db, query: LedgerRange, before: number, sort: Sort, from = 0) {
  return commitsOf(db)
    .find(filterOf(query, before, from), { readConcern: { level: 'majority' }, batchSize: 100 })
    .sort(sort);
}

/** Commits that may hold a match; what an entry itself says is compared afterwards. */
function filterOf(
  { accountId, kind, subject, from, to }: LedgerRange,
  before: number,
  begin: number,
): Filter<CommitDocument> {
  const occurred = {
    ...(from !== undefined && { $gte: new Date(from) }),
    ...(to !== undefined && { $lte: new Date(to) }),
  };
  const within = [
    { o: { $exists: false }, t: occurred },
    ...Object.entries(occurred).map(([bound, at]) => ({ o: { [bound]: at } })),
  ];
  return {
    _id: { $gte: commitId(accountId, begin), $lt: commitId(accountId, before) },
    ...(subject !== undefined && { s: subject }),
    ...(kind !== undefined && { kind }),
    ...(Object.keys(occurred).length > 0 && { $or: within }),
  } as Filter<CommitDocument>;
}

function matches(entry: Entry, query: LedgerRange): boolean {
  return (
    (query.campaignId === undefined || entry.campaignId === query.campaignId) &&
    (query.kind === undefined || entry.kind === query.kind) &&
    (query.subject === undefined || entry.subject === query.subject) &&
    (query.from === undefined || entry.occurredAt >= query.from) &&
    (query.to === undefined || entry.occurredAt <= query.to)
  );
}
