import type { Commit } from '../../core/domain/capacity/account.ts';
import type { Entry, EntryKind } from '../../core/domain/capacity/entry.ts';
import { entryId, seedOf } from '../../core/domain/capacity/entry-id.ts';
import type { Unit } from '../../core/domain/shared/quantity.ts';

/** One value where all entries of the commit share it, otherwise one for each; left out where it is null for all. */
type Column<T> = T | readonly (T | null)[];

/**
 * One commit as it is stored. The entries stand in columns under short names, and what follows from the rest is left out, so
 * that 64 reservations are one small document.
 */
export interface CommitDocument {
  /** Account, and the sequence of the first entry. */
  readonly _id: CommitId;
  readonly w: string;
  /** recordedAt of the commit and its entries. */
  readonly t: Date;
  /** How many entries. */
  readonly n: number;
  /** Keys, unique in the account; the account's own id at the beginning of a key is left out. */
  readonly k: readonly string[];
  readonly s?: readonly (string | null)[];
  readonly r?: readonly (string | null)[];
  /** Campaigns; left out where they are the account itself. */
  readonly c?: Column<string>;
  readonly kind: Column<EntryKind>;
  readonly unit: Column<Unit>;
  readonly q: Column<number>;
  readonly h?: Column<string>;
  readonly by: Column<string>;
  /** occurredAt, where it is not the time of recording. */
  readonly o?: Column<Date>;
  /** Figures after the entry: consumed, held, capacity, hard limit; and headroom, where a pool narrows it. */
  readonly ac: Column<number>;
  readonly ah: Column<number>;
  readonly ap: Column<number>;
  readonly al: Column<number>;
  readonly ar?: Column<number>;
  /** Ids, where they do not follow from sequence, time and writer. */
  readonly i?: Column<string>;
  /** What few entries have, by position in the commit. */
  readonly x?: Readonly<Record<string, Extras>>;
}

export interface CommitId {
  readonly a: string;
  readonly s: number;
}

type Extras = Pick<
  Entry,
  'thresholds' | 'split' | 'expiresAt' | 'cause' | 'grant' | 'closed' | 'noteId' | 'instanceId'
>;

const EXTRAS = ['thresholds', 'split', 'expiresAt', 'cause', 'grant', 'closed', 'noteId', 'instanceId'] as const;

/** The only place that makes an `_id`: the database compares embedded documents field by field, in order. */
export function commitId(accountId: string, sequence: number): CommitId {
  return { a: accountId, s: sequence };
}

/** A key as it is stored: without the account's own id at its beginning, which every client's key of a campaign's account has. */
export function storedKey(accountId: string, key: string): string {
  return key.startsWith(accountId) ? key.slice(accountId.length) : `:${key}`;
}

function fullKey(accountId: string, stored: string): string {
  return stored.startsWith(':') ? stored.slice(1) : accountId + stored;
}

export function toDocument(commit: Commit): CommitDocument {
  const { accountId, entries, recordedAt, writer } = commit;
  const seed = seedOf(writer);
  const subjects = entries.map(({ subject }) => subject);
  const related = entries.map(({ relatesTo }) => relatesTo);
  const extras = extrasOf(entries);
  return {
    _id: commitId(accountId, commit.sequence),
    w: writer,
    t: new Date(recordedAt),
    n: entries.length,
    k: entries.map(({ key }) => storedKey(accountId, key)),
    ...(subjects.some(isPresent) && { s: subjects }),
    ...(related.some(isPresent) && { r: related }),
    ...optional(
      'c',
      entries.map(({ campaignId }) => (campaignId === accountId ? null : campaignId)),
    ),
    kind: column(entries.map(({ kind }) => kind)),
    unit: column(entries.map(({ unit }) => unit)),
    q: column(entries.map(({ quantity }) => quantity)),
    ...optional(
      'h',
      entries.map(({ hash }) => hash),
    ),
    by: column(entries.map(({ actor }) => actor)),
    ...optional(
      'o',
      entries.map(({ occurredAt }) => (occurredAt === recordedAt ? null : new Date(occurredAt))),
    ),
    ac: column(entries.map(({ after }) => after.consumed)),
    ah: column(entries.map(({ after }) => after.held)),
    ap: column(entries.map(({ after }) => after.capacity)),
    al: column(entries.map(({ after }) => after.hardLimit)),
    ...optional(
      'ar',
      entries.map(({ after }) => (after.headroom === roomOf(after) ? null : after.headroom)),
    ),
    ...optional(
      'i',
      entries.map(({ id, sequence }) => (id === entryId(sequence, recordedAt, seed) ? null : id)),
    ),
    ...(extras && { x: extras }),
  };
}

export function toCommit(document: CommitDocument): Commit {
  return {
    accountId: document._id.a,
    sequence: document._id.s,
    writer: document.w,
    recordedAt: document.t.getTime(),
    entries: entriesWhere(document, () => true),
  };
}

/** The entries at the positions that are asked for. */
export function entriesWhere(document: CommitDocument, holds: (index: number) => boolean): Entry[] {
  const recordedAt = document.t.getTime();
  const seed = seedOf(document.w);
  const entries: Entry[] = [];
  for (let index = 0; index < document.n; index += 1) {
    if (holds(index)) entries.push(entryAt(document, index, recordedAt, seed));
  }
  return entries;
}

function entryAt(document: CommitDocument, index: number, recordedAt: number, seed: string): Entry {
  const { _id } = document;
  const sequence = _id.s + index;
  const after = {
    consumed: required(document.ac, index),
    held: required(document.ah, index),
    capacity: required(document.ap, index),
    hardLimit: required(document.al, index),
  };
  return {
    id: at(document.i, index) ?? entryId(sequence, recordedAt, seed),
    sequence,
    campaignId: at(document.c, index) ?? _id.a,
    kind: required(document.kind, index),
    quantity: required(document.q, index),
    unit: required(document.unit, index),
    subject: document.s?.[index] ?? null,
    relatesTo: document.r?.[index] ?? null,
    key: fullKey(_id.a, document.k[index] ?? ''),
    hash: at(document.h, index),
    actor: required(document.by, index),
    occurredAt: at(document.o, index)?.getTime() ?? recordedAt,
    recordedAt,
    after: { ...after, headroom: at(document.ar, index) ?? roomOf(after) },
    ...document.x?.[index],
  };
}

function roomOf(after: { hardLimit: number; consumed: number; held: number }): number {
  return after.hardLimit - after.consumed - after.held;
}

function extrasOf(entries: readonly Entry[]): Record<string, Extras> | null {
  const found: Record<string, Extras> = {};
  for (const [index, entry] of entries.entries()) {
    const present = EXTRAS.filter((name) => entry[name] !== undefined);
    if (present.length > 0) found[index] = Object.fromEntries(present.map((name) => [name, entry[name]]));
  }
  return Object.keys(found).length > 0 ? found : null;
}

function isPresent(value: unknown): boolean {
  return value !== null;
}

function column<T>(values: readonly T[]): Column<T> {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : values;
}

function optional<K extends string, T>(name: K, values: readonly (T | null)[]): { [N in K]?: Column<T> } {
  if (!values.some(isPresent)) return {};
  return { [name]: column(values) } as { [N in K]?: Column<T> };
}

function at<T>(values: Column<T> | undefined, index: number): T | null {
  if (values === undefined || values === null) return null;
  return isList(values) ? (values[index] ?? null) : values;
}

function required<T>(values: Column<T>, index: number): T {
  const value = at(values, index);
  if (value === null) throw new Error('A commit in the capacity log is damaged');
  return value;
}

function isList<T>(values: Column<T>): values is readonly (T | null)[] {
  return Array.isArray(values);
}
