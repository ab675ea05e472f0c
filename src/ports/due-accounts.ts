import type { Instant } from '../core/domain/shared/time.ts';

export interface DueAccount {
  readonly accountId: string;
  /** Nothing in the account becomes due before this. */
  readonly dueAt: Instant;
}

/** Which capacity accounts have something that becomes due by itself: the end of a hold, the start or the end of a grant. */
export interface DueAccounts {
  /** Brings each account's due time forward, never back. */
  bringForward(accounts: readonly DueAccount[]): Promise<void>;
  /** The accounts that are due by this instant, longest due first. */
  due(at: Instant, limit: number): Promise<DueAccount[]>;
  /** Sets the next due time, null for none, unless it was brought forward since it was read as `seen`. */
  settled(seen: DueAccount, next: Instant | null): Promise<void>;
}
