import type { Account, Commit } from '../../core/domain/capacity/account.ts';
import type { Entry } from '../../core/domain/capacity/entry.ts';
import type { AppendOutcome, CapacityLog, LedgerRange, LoadedAccount } from '../../ports/capacity-log.ts';

interface AccountLog {
  readonly commits: Commit[];
  readonly entries: Entry[];
  readonly byKey: Map<string, Entry>;
  readonly bySubject: Map<string, Entry[]>;
  checkpoint: Account | null;
}

export interface MemoryCapacityLog extends CapacityLog {
  /** Calls back with every commit from now on, until the function it returns is called. */
  onCommit(listener: (commit: Commit) => void): () => void;
  /** Every commit there is, account by account in sequence. */
  commits(): Commit[];
}

/** A capacity log that lives as long as the process; the same promises as the one in the database, without its round trips. */
export function createMemoryCapacityLog(): MemoryCapacityLog {
  const accounts = new Map<string, AccountLog>();
  const listeners = new Set<(commit: Commit) => void>();

  function logOf(accountId: string): AccountLog {
    let log = accounts.get(accountId);
    if (!log) {
      log = { commits: [], entries: [], byKey: new Map(), bySubject: new Map(), checkpoint: null };
      accounts.set(accountId, log);
    }
    return log;
  }

  function appendOne(commit: Commit): AppendOutcome {
    const log = logOf(commit.accountId);
    if (log.entries.length >= commit.sequence) return 'stale';
    if (log.entries.length + 1 < commit.sequence) throw new Error('A commit must follow the newest entry');
    if (commit.entries.some(({ key }) => log.byKey.has(key))) return 'repeated';
    log.commits.push(commit);
    for (const entry of commit.entries) {
      log.entries.push(entry);
      log.byKey.set(entry.key, entry);
      if (entry.subject === null) continue;
      const others = log.bySubject.get(entry.subject);
      if (others) others.push(entry);
      else log.bySubject.set(entry.subject, [entry]);
    }
    for (const listener of listeners) listener(commit);
    return 'appended';
  }

  function load(accountId: string, after: number | undefined): LoadedAccount {
    const log = accounts.get(accountId);
    const checkpoint = after === undefined ? (log?.checkpoint ?? null) : null;
    const from = after ?? checkpoint?.sequence ?? 0;
    return { checkpoint, commits: log?.commits.filter(({ sequence }) => sequence > from) ?? [], more: false };
  }

  return {
    append: async (commits) => commits.map(appendOne),
    settle: async (commit) =>
      logOf(commit.accountId).commits.some(
        ({ sequence, writer }) => sequence === commit.sequence && writer === commit.writer,
      ),
    moved: async (heads) =>
      new Set(
        heads.filter((head) => logOf(head.accountId).entries.length > head.sequence).map(({ accountId }) => accountId),
      ),
    load: async (wanted) => new Map(wanted.map(({ accountId, after }) => [accountId, load(accountId, after)])),
    async byKeys(accountId, keys) {
      const found = keys.map((key) => accounts.get(accountId)?.byKey.get(key));
      return new Map(found.filter((entry) => entry !== undefined).map((entry) => [entry.key, entry]));
    },
    async bySubjects(wanted) {
      return new Map(
        wanted.map(({ accountId, subjects }) => {
          const bySubject = accounts.get(accountId)?.bySubject;
          return [accountId, subjects.flatMap((subject) => bySubject?.get(subject) ?? []).toSorted(bySequence)];
        }),
      );
    },
    async related(accountId, ids) {
      const entries = accounts.get(accountId)?.entries ?? [];
      return entries.filter(({ id, relatesTo }) => ids.includes(id) || (relatesTo !== null && ids.includes(relatesTo)));
    },
    async saveCheckpoint(account) {
      const log = logOf(account.id);
      if (account.sequence > (log.checkpoint?.sequence ?? 0)) log.checkpoint = account;
    },
    async dropCheckpoint(accountId) {
      logOf(accountId).checkpoint = null;
    },
    async page(query) {
      const { before = Number.POSITIVE_INFINITY, limit } = query;
      const entries = accounts.get(query.accountId)?.entries ?? [];
      return entries
        .filter((entry) => entry.sequence < before && matches(entry, query))
        .toReversed()
        .slice(0, limit);
    },
    async *stream(query) {
      // Entries stand at their sequence, without gaps.
      for (const entry of accounts.get(query.accountId)?.entries.slice(query.after ?? 0) ?? [])
        if (matches(entry, query)) yield entry;
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    commits: () => [...accounts.values()].flatMap((log) => log.commits),
  };
}

function bySequence(a: Entry, b: Entry): number {
  return a.sequence - b.sequence;
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
