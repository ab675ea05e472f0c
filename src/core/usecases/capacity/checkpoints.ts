import type { CapacityLog } from '../../../ports/capacity-log.ts';
import type { HotAccount } from './hot-accounts.ts';

/** Entries after which an account's state is kept beside its log. */
export const CHECKPOINT_EVERY = 1_000;

export interface Checkpoints {
  /** Keeps the account's state if enough was written since the last time; nobody waits for it, and losing it costs time only. */
  keep(account: HotAccount): void;
  /** Waits for what is under way. */
  finish(): Promise<void>;
}

export function createCheckpoints(log: CapacityLog): Checkpoints {
  const saving = new Map<string, Promise<void>>();
  return {
    keep(account) {
      if (account.sinceCheckpoint < CHECKPOINT_EVERY || saving.has(account.id)) return;
      account.sinceCheckpoint = 0;
      const saved = log
        .saveCheckpoint(account.state)
        .catch(() => {})
        .finally(() => saving.delete(account.id));
      saving.set(account.id, saved);
    },
    async finish() {
      await Promise.all(saving.values());
    },
  };
}
