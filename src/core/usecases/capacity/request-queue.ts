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

/** One caller who waits: for the answer to a command, or for the account where the command is null. */
export type Request =
  | {
      readonly command: Command;
      readonly accountId: string;
      lost: number;
      resolve(answer: Answer): void;
      reject(error: unknown): void;
    }
  | {
      readonly command: null;
      readonly accountId: string;
      lost: number;
      resolve(account: Account): void;
      reject(error: unknown): void;
    };

/** What one account does in one round. */
export interface Batch {
  readonly accountId: string;
  readonly requests: readonly Request[];
}

export interface RequestQueue {
  readonly size: number;
  add(request: Request): void;
  /** Puts requests back in front; they go out again alone, so that what failed once is not made longer. */
  putBack(accountId: string, requests: readonly Request[], alone: boolean): void;
  /** Takes the oldest requests of every account that waits, longest waiting account first. */
  take(): Batch[];
}

interface Line {
  requests: Request[];
  /** How many of the first go out without the others. */
  alone: number;
}

export interface QueueLimits {
  readonly perAccount: number;
  readonly perRound: number;
}

/** The requests that wait for the next round, in order of arrival within each account. */
export function createRequestQueue(limits: QueueLimits): RequestQueue {
  const lines = new Map<string, Line>();
  let size = 0;

  function lineOf(accountId: string): Line {
    let line = lines.get(accountId);
    if (!line) {
      line = { requests: [], alone: 0 };
      lines.set(accountId, line);
    }
    return line;
  }

  function takeFrom(line: Line, most: number): Request[] {
    const count = Math.min(line.alone > 0 ? line.alone : line.requests.length, most);
    const taken = count === line.requests.length ? line.requests : line.requests.slice(0, count);
    line.requests = count === line.requests.length ? [] : line.requests.slice(count);
    line.alone = Math.max(0, line.alone - count);
    return taken;
  }

  return {
    get size() {
      return size;
    },
    add(request) {
      lineOf(request.accountId).requests.push(request);
      size += 1;
    },
    putBack(accountId, requests, alone) {
      if (requests.length === 0) return;
      const line = lineOf(accountId);
      line.requests = [...requests, ...line.requests];
      if (alone) line.alone += requests.length;
      size += requests.length;
    },
    take() {
      const batches: Batch[] = [];
      let room = limits.perRound;
      for (const [accountId, line] of [...lines]) {
        if (room === 0) break;
        const requests = takeFrom(line, Math.min(room, limits.perAccount));
        room -= requests.length;
        batches.push({ accountId, requests });
        lines.delete(accountId);
        if (line.requests.length > 0) lines.set(accountId, line);
      }
      size -= limits.perRound - room;
      return batches;
    },
  };
}
