import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { isOpen, type Opportunity } from '../../../core/domain/upsell/opportunity.ts';
import type { Core } from '../../../core/usecases/core.ts';

/** What a page of the queue learns: a score that moved in its place, or that the board is another by now. */
export type UpsellNews =
  | { readonly kind: 'score'; readonly opportunity: Opportunity }
  | { readonly kind: 'board'; readonly opportunity: Opportunity };

export interface UpsellWatch {
  /** Calls `onNews` until the signal aborts. Whether the reader may see the queue is the caller's affair. */
  watch(onNews: (news: UpsellNews) => void, signal: AbortSignal): void;
}

const AGAIN_AFTER = 1_000;
const REMEMBERED = 20_000;
/** Clocks of several processes may differ by this much. */
const MARGIN = 5_000;

/**
 * Follows the opportunities while somebody of this process looks at them: one stream, however many readers. A score is told when its
 * tier or its points are others than were told last.
 */
export function createUpsellWatch(core: Pick<Core, 'clock' | 'documentChanges' | 'upsell'>): UpsellWatch {
  const readers = new Set<(news: UpsellNews) => void>();
  const told = new LRUCache<string, string>({ max: REMEMBERED });
  let following: AbortController | null = null;
  let since = 0;

  async function tell(id: string): Promise<void> {
    const opportunity = await core.upsell.find(id);
    if (!opportunity) return;
    const { scored, state, workVersion } = opportunity;
    const board = `${state}/${workVersion}`;
    const [before] = (told.get(id) ?? '').split(' ');
    const now = `${board} ${scored.tier}/${scored.score}`;
    if (told.get(id) === now) return;
    told.set(id, now);
    const moved = before === '' ? opportunity.updatedAt >= since - MARGIN : before !== board;
    const kind = moved ? 'board' : 'score';
    if (kind === 'score' && !isOpen(opportunity)) return;
    for (const reader of [...readers]) reader({ kind, opportunity });
  }

  async function follow(signal: AbortSignal): Promise<void> {
    let resumeAt: string | null = null;
    let last: Promise<void> = Promise.resolve();
    while (!signal.aborted) {
      try {
        await core.documentChanges.follow(
          ['opportunities'],
          resumeAt,
          ({ id }, at) => {
            resumeAt = at;
            last = last.then(() => tell(id)).catch(() => undefined);
          },
          signal,
        );
      } catch {
        resumeAt = null;
      }
      await wait(AGAIN_AFTER, undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    watch(onNews, signal) {
      if (signal.aborted) return;
      readers.add(onNews);
      if (following === null) {
        following = new AbortController();
        since = core.clock.now();
        void follow(following.signal);
      }
      signal.addEventListener(
        'abort',
        () => {
          readers.delete(onNews);
          if (readers.size > 0) return;
          following?.abort();
          following = null;
        },
        { once: true },
      );
    },
  };
}
