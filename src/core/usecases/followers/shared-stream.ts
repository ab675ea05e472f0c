import type { CapacityFeed } from '../../../ports/capacity-feed.ts';
import type { Commit } from '../../domain/capacity/account.ts';

type OnCommit = Parameters<CapacityFeed['follow']>[1];

interface Kept {
  readonly commit: Commit;
  readonly resumeAt: string;
}

/** One reading of the feed, with its newest commits, for any number of readers at their own pace. Places count from 0. */
export interface SharedStream {
  /** The place behind the newest commit. */
  end(): number;
  /** The place behind the commit with this resume point, or the stream's own beginning; null where it is not kept. */
  behind(resumeAt: string): number | null;
  /** The place behind this commit; null where it is not kept. */
  after(commit: Pick<Commit, 'accountId' | 'sequence'>): number | null;
  /** Calls back for every commit from the place on until the signal aborts. Throws what ends the feed, and RESUME_LOST. */
  read(from: number, onCommit: OnCommit, signal: AbortSignal): Promise<void>;
}

/** @param onEnd called once, when the feed failed or the last reader has gone; then nobody can join any more */
export function createSharedStream(
  feed: CapacityFeed,
  resumeAt: string | null,
  mostEntries: number,
  onEnd: () => void,
): SharedStream {
  const stopping = new AbortController();
  const places = new Map<string, number>();
  let kept: Kept[] = [];
  let first = 0;
  let entries = 0;
  let readers = 0;
  let failure: { readonly error: unknown } | null = null;
  let waiting: (() => void)[] = [];

  const end = () => first + kept.length;

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  function keep(commit: Commit, at: string): void {
    kept.push({ commit, resumeAt: at });
    places.set(nameOf(commit), end());
    entries += commit.entries.length;
    if (entries > 2 * mostEntries) forgetOldest();
    wake();
  }

  /** Down to the bound at once, so that the cost of it is spread over many commits. */
  function forgetOldest(): void {
    let count = 0;
    for (const { commit } of kept) {
      if (entries <= mostEntries) break;
      entries -= commit.entries.length;
      count += 1;
      if (places.get(nameOf(commit)) === first + count) places.delete(nameOf(commit));
    }
    kept = kept.slice(count);
    first += count;
  }

  function behind(point: string): number | null {
    if (point === resumeAt && first === 0) return 0;
    const found = kept.findLastIndex((one) => one.resumeAt === point);
    return found < 0 ? null : first + found + 1;
  }

  feed.follow(resumeAt, keep, stopping.signal).then(
    () => finish({ error: new Error('The feed has ended') }),
    (error) => finish({ error }),
  );

  function finish(because: { readonly error: unknown }): void {
    failure ??= because;
    onEnd();
    wake();
  }

  async function readOn(from: number, onCommit: OnCommit, signal: AbortSignal): Promise<void> {
    const stop = () => wake();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (let next = from; !signal.aborted; ) {
        if (next < first) throw lost();
        const one = kept[next - first];
        if (one) {
          next += 1;
          await onCommit(one.commit, one.resumeAt);
        } else if (failure) {
          throw failure.error;
        } else {
          await new Promise<void>((resolve) => {
            waiting.push(resolve);
          });
        }
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  return {
    end,
    behind,
    after: (commit) => places.get(nameOf(commit)) ?? null,
    async read(from, onCommit, signal) {
      readers += 1;
      try {
        await readOn(from, onCommit, signal);
      } finally {
        readers -= 1;
        if (readers === 0) {
          onEnd();
          stopping.abort();
        }
      }
    },
  };
}

function nameOf({ accountId, sequence }: Pick<Commit, 'accountId' | 'sequence'>): string {
  return `${accountId}/${sequence}`;
}

function lost(): Error {
  const error = new Error('The reader has fallen too far behind the feed');
  error.name = 'RESUME_LOST';
  return error;
}
