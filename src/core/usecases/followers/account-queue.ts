import type { Commit } from '../../domain/capacity/account.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { Instant } from '../../domain/shared/time.ts';

/** What one follower does with the entries that concern it. */
export interface Follower {
  readonly name: string;
  /** The entries of a commit that it has something to do about; most have none. */
  select(commit: Commit): readonly Entry[];
  /** Does what these entries of one account lead to, in their order. Repeated after a crash, so a second time must be harmless. */
  apply(accountId: string, entries: readonly Entry[], signal: AbortSignal): Promise<void>;
}

/** What waits in one account; beyond this many entries it is read from the log again instead of being kept. */
const MOST_WAITING = 2_000;

/** One account as a follower sees it: how far it is done, and what has come since. */
export class AccountQueue {
  readonly accountId: string;
  /** Sequence up to which everything is done. */
  done: number;
  /** Sequence up to which commits were seen; a commit that does not follow it leaves a gap. */
  private seen: number;
  private waiting: Entry[] = [];
  /** Whether there are commits up to `seen` that are only in the log. */
  private gap = false;
  private waitingFrom: Instant | null = null;
  private inHandFrom: Instant | null = null;

  constructor(accountId: string, done: number) {
    this.accountId = accountId;
    this.done = done;
    this.seen = done;
  }

  /** Takes notice of a commit; whether there is something to do. */
  offer(commit: Commit, follower: Follower): boolean {
    const last = commit.sequence + commit.entries.length - 1;
    if (last <= this.seen) return !this.idle;
    const entries = follower.select(commit);
    if (commit.sequence > this.seen + 1 || this.waiting.length > MOST_WAITING) this.gap = true;
    if (this.idle && entries.length === 0) this.done = last;
    this.seen = last;
    if (this.gap) this.waiting = [];
    else this.waiting.push(...entries);
    if (!this.idle) this.waitingFrom ??= commit.recordedAt;
    return !this.idle;
  }

  /** Takes notice that the log goes up to this sequence. */
  offerHead(sequence: number, at: Instant): boolean {
    if (sequence > this.seen) {
      this.seen = sequence;
      this.gap = true;
      this.waitingFrom ??= at;
    }
    return !this.idle;
  }

  /** What is to be done next: entries, or null where they must be read from the log first. */
  take(): { entries: readonly Entry[] | null; upTo: number } {
    const entries = this.gap ? null : this.waiting.filter(({ sequence }) => sequence > this.done);
    this.gap = false;
    this.waiting = [];
    this.inHandFrom = this.waitingFrom;
    this.waitingFrom = null;
    return { entries, upTo: this.seen };
  }

  /** Whether more has come meanwhile. */
  finish(upTo: number): boolean {
    this.done = Math.max(this.done, upTo);
    this.seen = Math.max(this.seen, upTo);
    this.inHandFrom = null;
    return !this.idle;
  }

  /** Puts back what failed: it is read from the log again. */
  fail(): void {
    this.gap = true;
    this.waiting = [];
    this.waitingFrom = this.inHandFrom ?? this.waitingFrom;
  }

  /** Since when the oldest thing waits; null where nothing does. */
  lateSince(): Instant | null {
    return this.inHandFrom ?? this.waitingFrom;
  }

  private get idle(): boolean {
    return this.done >= this.seen && !this.gap && this.waiting.length === 0;
  }
}
