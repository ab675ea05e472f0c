import type { Clock } from '../../../ports/clock.ts';
import type { Ids } from '../../../ports/ids.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { AppendTools } from './append-commits.ts';
import type { FactsReader } from './facts.ts';
import type { HotAccount, HotAccounts } from './hot-accounts.ts';
import type { RequestQueue } from './request-queue.ts';

/** What one round of the group commit works with. */
export interface RoundTools extends AppendTools {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly accounts: HotAccounts;
  readonly facts: FactsReader;
  readonly queue: RequestQueue;
  /** Entries known to stand, by account and full key. */
  recorded(accountId: string, key: string): Entry | undefined;
  learn(accountId: string, entry: Entry): void;
  /** Called with the state that a commit left, to keep a checkpoint now and then. */
  committed(account: HotAccount): void;
}

/** Reports a failed read and goes on with what stands for it. */
export function reportedAs<T>(tools: RoundTools, instead: T): (error: unknown) => T {
  return (error) => {
    tools.report(error);
    return instead;
  };
}
