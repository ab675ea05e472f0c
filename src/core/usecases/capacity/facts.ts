import type { CapacityLog } from '../../../ports/capacity-log.ts';
import { factsNeeded } from '../../domain/capacity/decide.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { HotAccount } from './hot-accounts.ts';
import { createRecent } from './recent.ts';
import type { Batch } from './request-queue.ts';

/** What the log says of the subjects and entries that one account's requests name. */
export interface BatchFacts {
  readonly subjects: ReadonlyMap<string, readonly Entry[]>;
  /** Ids that were looked up, and what was found of them. */
  readonly entryIds: ReadonlySet<string>;
  readonly related: readonly Entry[];
  /** The newest sequence seen: beyond the account's own it tells that the account fell behind. */
  readonly newest: number;
}

export interface FactsReader {
  /** Looks up what the batches need beside the accounts' states: one query for the subjects of all, one an account for entries. */
  read(batches: readonly { batch: Batch; account: HotAccount }[]): Promise<Map<string, BatchFacts>>;
  /** Adds entries that were just written to what is remembered of their subjects. */
  written(account: HotAccount, entries: readonly Entry[]): void;
}

interface Remembered {
  readonly account: HotAccount;
  entries: readonly Entry[];
}

interface Needs {
  readonly account: HotAccount;
  readonly subjects: Map<string, readonly Entry[]>;
  readonly unknown: Set<string>;
  readonly entryIds: Set<string>;
}

const NO_ENTRIES: readonly Entry[] = [];

/** Remembers subjects for as long as the account's state in memory is unbroken; the commit fails if anything came between. */
export function createFactsReader(log: CapacityLog, size: number): FactsReader {
  const remembered = createRecent<Remembered>(size);
  const keyOf = (account: HotAccount, subject: string) => `${account.id} ${subject}`;

  function needsOf(batch: Batch, account: HotAccount): Needs {
    const needs: Needs = { account, subjects: new Map(), unknown: new Set(), entryIds: new Set() };
    for (const { command } of batch.requests) {
      if (!command) continue;
      const { subject, entryId } = factsNeeded(account.state, command);
      if (entryId !== null) needs.entryIds.add(entryId);
      if (subject === null || needs.subjects.has(subject)) continue;
      const known = remembered.get(keyOf(account, subject));
      if (known?.account === account) needs.subjects.set(subject, known.entries);
      else needs.unknown.add(subject);
    }
    return needs;
  }

  function remember({ account, subjects, unknown }: Needs, entries: readonly Entry[]): void {
    for (const subject of unknown) subjects.set(subject, NO_ENTRIES);
    for (const entry of entries) {
      if (entry.subject !== null) subjects.set(entry.subject, [...(subjects.get(entry.subject) ?? []), entry]);
    }
    for (const subject of unknown) {
      remembered.set(keyOf(account, subject), { account, entries: subjects.get(subject) ?? NO_ENTRIES });
    }
  }

  return {
    async read(batches) {
      const all = batches.map(({ batch, account }) => needsOf(batch, account));
      const wanted = all
        .filter(({ unknown }) => unknown.size > 0)
        .map(({ account, unknown }) => ({ accountId: account.id, subjects: [...unknown] }));
      const [bySubjects, related] = await Promise.all([
        wanted.length > 0 ? log.bySubjects(wanted) : new Map<string, Entry[]>(),
        Promise.all(
          all.map(({ account, entryIds }) => (entryIds.size > 0 ? log.related(account.id, [...entryIds]) : NO_ENTRIES)),
        ),
      ]);
      return new Map(
        all.map((needs, index) => {
          const { account, subjects, entryIds } = needs;
          const entries = bySubjects.get(account.id) ?? NO_ENTRIES;
          const relatedEntries = related[index] ?? NO_ENTRIES;
          const newest = Math.max(0, entries.at(-1)?.sequence ?? 0, relatedEntries.at(-1)?.sequence ?? 0);
          if (needs.unknown.size > 0 && newest <= account.state.sequence) remember(needs, entries);
          return [account.id, { subjects, entryIds, related: relatedEntries, newest }];
        }),
      );
    },
    written(account, entries) {
      for (const entry of entries) {
        if (entry.subject === null) continue;
        const known = remembered.get(keyOf(account, entry.subject));
        if (known?.account === account) known.entries = [...known.entries, entry];
      }
    },
  };
}
