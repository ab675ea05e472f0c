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
  const told = new LRUCache<string, { readonly board: string; readonly score: string }>({ max: REMEMBERED });
  let following: AbortController | null = null;
  let since = 0;

  async function tell(id: string): Promise<void> {
    const opportunity = await core.upsell.find(id);
    if (!opportunity) return;
    const before = told.get(id);
    const now = factsOf(opportunity);
    told.set(id, now);
    if (before?.board === now.board && before.score === now.score) return;
    const moved = before ? before.board !== now.board : opportunity.updatedAt >= since - MARGIN;
    const kind = moved ? 'board' : 'score';
    if (kind === 'score' && !isOpen(opportunity)) return;
    for (const reader of [...readers]) reader({ kind, opportunity });
  }

  /** What was worked on last is known, so that only what comes later is news. */
  async function learnNewest(): Promise<void> {
    const sort = [{ field: 'updatedAt', direction: 'desc' }] as const;
    const { items } = await core.upsell.list({ limit: 100, cursor: null, sort });
    for (const one of items) told.set(one.id, factsOf(one));
  }

  async function follow(signal: AbortSignal): Promise<void> {
    let resumeAt: string | null = null;
    let last = learnNewest().catch(() => undefined);
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

function factsOf({ state, workVersion, scored }: Opportunity) {
  return { board: `${state}/${workVersion}`, score: `${scored.tier}/${scored.score}` };
}
