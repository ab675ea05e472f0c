import type { MemoryCapacityLog } from '../../src/adapters/memory/capacity-log.ts';
import type { Account, Commit } from '../../src/core/domain/capacity/account.ts';
import type { Command } from '../../src/core/domain/capacity/command.ts';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import type { Answer } from '../../src/core/usecases/capacity/request-queue.ts';

/** One call of a client: what was asked, what was answered, and what stood in the log at both ends. */
export interface Call {
  readonly accountId: string;
  /** Null for a look at the account. */
  readonly command: Command | null;
  /** How many entries the account had when it was called and when it was answered. */
  readonly from: number;
  readonly to: number;
  /** What the process saw on its clock in between. */
  readonly looks: readonly number[];
  /** An Error for a refusal. */
  readonly answer: Answer | Account | Error;
}

/** Everything that was ever written, as it was written, and every call that was answered. */
export interface History {
  readonly calls: Call[];
  commits(accountId: string): readonly Commit[];
  entries(accountId: string): readonly Entry[];
}

export function recordHistory(log: Pick<MemoryCapacityLog, 'onCommit'>): History {
  const accounts = new Map<string, { commits: Commit[]; entries: Entry[] }>();
  const of = (accountId: string) => {
    const account = accounts.get(accountId) ?? { commits: [], entries: [] };
    accounts.set(accountId, account);
    return account;
  };
  log.onCommit((commit) => {
    const { commits, entries } = of(commit.accountId);
    commits.push(commit);
    entries.push(...commit.entries);
  });
  return {
    calls: [],
    commits: (accountId) => of(accountId).commits,
    entries: (accountId) => of(accountId).entries,
  };
}
