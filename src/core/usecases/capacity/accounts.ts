import type { Account } from '../../domain/capacity/account.ts';
import type { Command } from '../../domain/capacity/command.ts';
import type { Entry } from '../../domain/capacity/entry.ts';

/**
 * `recorded`: the entry was written for this request. `replayed`: its key stood already, with the same hash.
 * `existing`: what was asked for is there already (a place, a hold); nothing was written and no key is kept.
 * `nothing`: an older change than the account knows; dropped.
 */
export type Answer =
  | { readonly outcome: 'recorded' | 'replayed' | 'existing'; readonly entry: Entry }
  | { readonly outcome: 'nothing' };

/** Every capacity account, written and read through the log; one for the process. */
export interface CapacityAccounts {
  /**
   * Decides the command on the account as it stands and answers when its entry is in the log with majority.
   * Refusals, IDEMPOTENCY_KEY_REUSED (the key stands with another hash) and UNAVAILABLE (queue full, lost races,
   * log out of reach: retry with the same key) are thrown as DomainError.
   */
  submit(accountId: string, command: Command): Promise<Answer>;
  /** The account as of now, due entries shown as done; sees everything acknowledged before the call, by any process. */
  read(accountId: string): Promise<Account>;
  /** Answers what is under way, refuses what comes later with UNAVAILABLE. */
  stop(): Promise<void>;
}
