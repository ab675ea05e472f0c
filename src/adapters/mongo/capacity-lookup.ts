import type { Db } from 'mongodb';
import type { Entry } from '../../core/domain/capacity/entry.ts';
import { sequenceOf } from '../../core/domain/capacity/entry-id.ts';
import { commitsOf } from './capacity-collections.ts';
import { type CommitDocument, commitId, entriesWhere, storedKey } from './capacity-document.ts';

/**
 * Reads on the primary without waiting for a majority. They are complete up to every acknowledged commit, and what they show
 * beyond it is not concluded from: the caller compares sequences with the state that it has read with majority.
 */
const NEWEST = { readConcern: { level: 'local' } } as const;

export async function entriesByKeys(db: Db, accountId: string, keys: readonly string[]): Promise<Map<string, Entry>> {
  const wanted = new Set(keys.map((key) => storedKey(accountId, key)));
  const found = new Map<string, Entry>();
  for await (const document of commitsOf(db).find({ '_id.a': accountId, k: { $in: [...wanted] } }, NEWEST)) {
    for (const entry of entriesWhere(document, (index) => wanted.has(document.k[index] ?? ''))) {
      found.set(entry.key, entry);
    }
  }
  return found;
}

export async function entriesBySubjects(
  db: Db,
  wanted: readonly { accountId: string; subjects: readonly string[] }[],
): Promise<Map<string, Entry[]>> {
  const byAccount = new Map(wanted.map(({ accountId, subjects }) => [accountId, new Set<string | null>(subjects)]));
  const found = new Map<string, Entry[]>();
  const filter = {
    s: { $in: [...new Set(wanted.flatMap(({ subjects }) => subjects))] },
    '_id.a': { $in: [...byAccount.keys()] },
  };
  for (const document of inOrder(await commitsOf(db).find(filter, NEWEST).toArray())) {
    const { a } = document._id;
    const subjects = byAccount.get(a);
    const entries = entriesWhere(document, (index) => subjects?.has(document.s?.[index] ?? null) ?? false);
    found.set(a, [...(found.get(a) ?? []), ...entries]);
  }
  return found;
}

export async function relatedEntries(db: Db, accountId: string, ids: readonly string[]): Promise<Entry[]> {
  const wanted = new Set<string | null>(ids);
  const sequences = ids.map(sequenceOf).filter((sequence) => sequence !== null);
  const [named, relating] = await Promise.all([
    Promise.all(sequences.map((sequence) => commitAround(db, accountId, sequence))),
    commitsOf(db)
      .find({ r: { $in: [...ids] }, '_id.a': accountId }, NEWEST)
      .toArray(),
  ]);
  const documents = new Map([...named.flat(), ...relating].map((document) => [document._id.s, document]));
  return inOrder([...documents.values()]).flatMap((document) =>
    entriesWhere(document, () => true).filter(({ id, relatesTo }) => wanted.has(id) || wanted.has(relatesTo)),
  );
}

function commitAround(db: Db, accountId: string, sequence: number): Promise<CommitDocument[]> {
  return commitsOf(db)
    .find({ _id: { $gt: commitId(accountId, 0), $lte: commitId(accountId, sequence) } }, NEWEST)
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
}

function inOrder(documents: CommitDocument[]): CommitDocument[] {
  return documents.sort((a, b) => a._id.s - b._id.s);
}
