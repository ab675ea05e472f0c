import type { CapacityLog, LoadedAccount } from '../../../ports/capacity-log.ts';
import { type Account, emptyAccount } from '../../domain/capacity/account.ts';
import { applyEntry } from '../../domain/capacity/apply.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { createRecent } from './recent.ts';

/** An account's state in memory. Whatever else is remembered of the account is good only for this very object. */
export interface HotAccount {
  readonly id: string;
  state: Account;
  /** Entries between two checkpoints are few, unless checkpoints were lost. */
  sinceCheckpoint: number;
  /** Commits of this process for which it is worth reading first whether another one writes too. */
  contended: number;
  /** Its last commit went before that of another process. */
  won: boolean;
}

/** After a foreign commit the account is read before so many of our own. */
const CONTENDED_FOR = 4;

/** The states of the accounts in use; what is not in memory is folded from the log. */
export interface HotAccounts {
  /** The accounts as the log has them, the missing ones read in one query; those given up as behind read only what is new. */
  ready(accountIds: readonly string[]): Promise<Map<string, HotAccount>>;
  /** Another writer was faster: read the rest before the account is used again. */
  fellBehind(accountId: string): void;
  /** A commit of our own stands. Where another process writes too, the account is read on before the next. */
  wrote(account: HotAccount, state: Account, entries: number): void;
  drop(accountId: string): void;
}

/** @param learn is told every entry that is read from the log */
export function createHotAccounts(
  log: CapacityLog,
  size: number,
  learn: (accountId: string, entry: Entry) => void,
): HotAccounts {
  const hot = createRecent<HotAccount>(size);
  const behind = new Map<string, HotAccount>();

  function fold(account: HotAccount, loaded: LoadedAccount): HotAccount {
    let state = loaded.checkpoint ?? account.state;
    let sinceCheckpoint = loaded.checkpoint ? 0 : account.sinceCheckpoint;
    for (const commit of loaded.commits) {
      if (commit.sequence !== state.sequence + 1) throw new Error(`The log of ${account.id} has a gap`);
      for (const entry of commit.entries) {
        state = applyEntry(state, entry);
        learn(account.id, entry);
      }
      sinceCheckpoint += commit.entries.length;
    }
    const foreign = account.state.sequence > 0 && loaded.commits.length > 0;
    return {
      id: account.id,
      state,
      sinceCheckpoint,
      contended: foreign ? CONTENDED_FOR : account.contended,
      won: false,
    };
  }

  async function read(accounts: readonly HotAccount[]): Promise<HotAccount[]> {
    const done: HotAccount[] = [];
    let waiting = accounts;
    while (waiting.length > 0) {
      const wanted = waiting.map(({ id, state }) =>
        state.sequence > 0 ? { accountId: id, after: state.sequence } : { accountId: id },
      );
      // Whoever has just won reads once more before it writes again, so that the other, who reads once, comes first.
      if (waiting.some(({ won }) => won)) await log.load(wanted);
      const loaded = await log.load(wanted);
      const next: HotAccount[] = [];
      for (const account of waiting) {
        const part = loaded.get(account.id);
        if (!part) throw new Error(`The log did not answer for ${account.id}`);
        (part.more ? next : done).push(fold(account, part));
      }
      waiting = next;
    }
    return done;
  }

  function fellBehind(accountId: string): void {
    const account = hot.get(accountId);
    hot.delete(accountId);
    if (account) behind.set(accountId, account);
  }

  return {
    async ready(accountIds) {
      const found = new Map<string, HotAccount>();
      const missing: HotAccount[] = [];
      for (const id of accountIds) {
        const account = hot.get(id);
        if (account) found.set(id, account);
        else
          missing.push(behind.get(id) ?? { id, state: emptyAccount(id), sinceCheckpoint: 0, contended: 0, won: false });
      }
      if (missing.length === 0) return found;
      for (const account of await read(missing)) {
        behind.delete(account.id);
        hot.set(account.id, account);
        found.set(account.id, account);
      }
      return found;
    },
    fellBehind,
    wrote(account, state, entries) {
      account.state = state;
      account.sinceCheckpoint += entries;
      if (account.contended === 0) return;
      account.contended -= 1;
      account.won = true;
      fellBehind(account.id);
    },
    drop(accountId) {
      hot.delete(accountId);
      behind.delete(accountId);
    },
  };
}
