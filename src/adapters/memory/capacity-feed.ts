import type { Commit } from '../../core/domain/capacity/account.ts';
import type { CapacityFeed } from '../../ports/capacity-feed.ts';
import type { MemoryCapacityLog } from './capacity-log.ts';

export interface MemoryCapacityFeed extends CapacityFeed {
  /** Makes every resume point given out so far too old. */
  forget(): void;
}

/** Follows a log in memory; a resume point is the number of commits seen since the feed was made. */
export function createMemoryCapacityFeed(log: MemoryCapacityLog): MemoryCapacityFeed {
  const seen: Commit[] = [...log.commits()];
  const waiting = new Set<() => void>();
  let oldest = 0;
  log.onCommit((commit) => {
    seen.push(commit);
    for (const wake of waiting) wake();
  });

  return {
    async follow(resumeAt, onCommit, signal) {
      let next = resumeAt === null ? seen.length : Number(resumeAt);
      if (resumeAt !== null && next < oldest) throw resumeLost();
      while (!signal.aborted) {
        const commit = seen[next];
        if (!commit) {
          await nextCommit(waiting, signal);
          continue;
        }
        next += 1;
        await onCommit(commit, String(next));
      }
    },
    async *heads() {
      const heads = new Map<string, number>();
      for (const { accountId, sequence, entries } of seen) heads.set(accountId, sequence + entries.length - 1);
      for (const [accountId, sequence] of heads) yield { accountId, sequence };
    },
    forget() {
      oldest = seen.length + 1;
    },
  };
}

function nextCommit(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    waiting.add(wake);
    signal.addEventListener('abort', wake);
  });
}

function resumeLost(): Error {
  const error = new Error('The resume point is older than what is kept');
  error.name = 'RESUME_LOST';
  return error;
}
