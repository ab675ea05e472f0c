import type { Commit } from '../core/domain/capacity/account.ts';

/** What follows the capacity log learns of commits here: each at least once, in sequence within an account. */
export interface CapacityFeed {
  /**
   * Calls `onCommit` for every commit from `resumeAt` (null: from now) until the signal aborts; waits for it before the next.
   * Throws RESUME_LOST (an Error with that `name`) where the resume point is too old: then compare heads and read the gaps.
   */
  follow(
    resumeAt: string | null,
    onCommit: (commit: Commit, resumeAt: string) => Promise<void> | void,
    signal: AbortSignal,
  ): Promise<void>;
  /** The newest sequence of every account, to find gaps. */
  heads(): AsyncIterable<{ accountId: string; sequence: number }>;
}
