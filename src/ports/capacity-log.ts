import type { Account, Commit } from '../core/domain/capacity/account.ts';
import type { Entry, EntryKind } from '../core/domain/capacity/entry.ts';
import type { Instant } from '../core/domain/shared/time.ts';

/**
 * `appended`: it stands, with majority. `stale`: another commit has this sequence already; nothing was written.
 * `repeated`: an entry key stands in the account already; nothing was written. `unknown`: ask `settle`.
 */
export type AppendOutcome = 'appended' | 'stale' | 'repeated' | 'unknown';

export interface LoadedAccount {
  /** Newest checkpoint, null where there is none; losing checkpoints costs time only. */
  readonly checkpoint: Account | null;
  /** The commits after it, in order. */
  readonly commits: readonly Commit[];
  /** True where there are too many for one answer: ask again, after the last of these. */
  readonly more: boolean;
}

export interface LedgerQuery {
  readonly accountId: string;
  readonly campaignId: string;
  readonly kind?: EntryKind;
  readonly subject?: string;
  /** By occurredAt, inclusive. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** Entries below this sequence, newest first. */
  readonly before?: number;
  readonly limit: number;
}

export type LedgerRange = Omit<LedgerQuery, 'limit' | 'before' | 'campaignId'> & {
  /** Left out: every campaign of the account. */
  readonly campaignId?: string;
  readonly after?: number;
};

/** The capacity log: one document a commit, inserts only. One insert is the whole commit, so writers conflict instead of overbooking. */
export interface CapacityLog {
  /**
   * Writes each commit on its own, all or nothing; outcomes stand in the order given. Throws where no answer came, never for a
   * conflict: then every outcome is unknown.
   */
  append(commits: readonly Commit[]): Promise<AppendOutcome[]>;
  /** Whether the commit of unknown outcome stands (its own writer at its own sequence). Linearizable. */
  settle(commit: Commit): Promise<boolean>;
  /** The ids of the accounts that have a commit after the sequence given. Linearizable: sees all that was acknowledged before the call. */
  moved(heads: readonly { accountId: string; sequence: number }[]): Promise<Set<string>>;
  /** Accounts without a log come back with an empty one. With `after`, only the commits behind that sequence and no checkpoint. */
  load(accounts: readonly { accountId: string; after?: number }[]): Promise<Map<string, LoadedAccount>>;
  /** Entries with one of these full keys, by key. */
  byKeys(accountId: string, keys: readonly string[]): Promise<Map<string, Entry>>;
  /** Every entry of these subjects of these accounts, by account, in sequence; one query for all. */
  bySubjects(wanted: readonly { accountId: string; subjects: readonly string[] }[]): Promise<Map<string, Entry[]>>;
  /** The entries with these ids, and every entry that relates to one of them, in sequence. */
  related(accountId: string, entryIds: readonly string[]): Promise<Entry[]>;
  saveCheckpoint(account: Account): Promise<void>;
  /** The next load folds the whole log. */
  dropCheckpoint(accountId: string): Promise<void>;
  /** A page of a campaign's ledger, newest first. */
  page(query: LedgerQuery): Promise<Entry[]>;
  /** A campaign's or an account's ledger in sequence, without holding it in memory; whole, or the entries after a sequence. */
  stream(query: LedgerRange): AsyncIterable<Entry>;
}
