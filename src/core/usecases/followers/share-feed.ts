import type { CapacityFeed } from '../../../ports/capacity-feed.ts';
import type { Commit } from '../../domain/capacity/account.ts';
import { createSharedStream, type SharedStream } from './shared-stream.ts';

type OnCommit = Parameters<CapacityFeed['follow']>[1];

/** Entries kept for readers who are a little behind the others: some 20 MB. */
const MOST_ENTRIES = 20_000;

/**
 * The same feed, read once for all who follow it in this process, since reading it costs the database and this process as much as
 * writing did. Who resumes from a point that is no longer kept reads for itself until it has come up to the others. Who falls
 * too far behind them is told RESUME_LOST.
 */
export function shareFeed(feed: CapacityFeed, mostEntries = MOST_ENTRIES): CapacityFeed {
  let stream: SharedStream | null = null;

  function open(resumeAt: string | null): SharedStream {
    const opened = createSharedStream(feed, resumeAt, mostEntries, () => {
      if (stream === opened) stream = null;
    });
    stream = opened;
    return opened;
  }

  /** Reads from the feed itself until the last commit it gave is one that the shared stream has, too. */
  async function catchUp(resumeAt: string, onCommit: OnCommit, signal: AbortSignal): Promise<void> {
    const reached = new AbortController();
    let last: Commit | null = null;
    const met: { shared: SharedStream; place: number }[] = [];
    await feed.follow(
      resumeAt,
      async (commit, at) => {
        if (reached.signal.aborted) return;
        const shared = stream;
        const place = last && shared ? shared.after(last) : null;
        if (shared && place !== null) {
          met.push({ shared, place });
          return reached.abort();
        }
        await onCommit(commit, at);
        last = commit;
      },
      AbortSignal.any([signal, reached.signal]),
    );
    for (const { shared, place } of met) await shared.read(place, onCommit, signal);
  }

  return {
    heads: () => feed.heads(),
    async follow(resumeAt, onCommit, signal) {
      if (signal.aborted) return;
      const known = stream;
      if (!known) return open(resumeAt).read(0, onCommit, signal);
      const place = resumeAt === null ? known.end() : known.behind(resumeAt);
      if (place !== null) return known.read(place, onCommit, signal);
      if (resumeAt !== null) await catchUp(resumeAt, onCommit, signal);
    },
  };
}
