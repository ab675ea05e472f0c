import type { Entry } from '../../domain/capacity/entry.ts';
import { type Instant, SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import { AccountQueue, type Follower } from './account-queue.ts';
import type { BackgroundOptions } from './background.ts';

const SAVE_EVERY = SECOND;
/** A feed without a resume point begins a moment after it was asked for; what came before is looked for once more. */
const LOOK_AGAIN_AFTER = 2 * SECOND;
const ACCOUNTS_AT_ONCE = 100;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5 * SECOND;

/** The time in which a process follows the log; it begins with nothing but what is stored. */
export interface Session {
  run(): Promise<void>;
  /** Since when the oldest entry waits that is not done; null where none does. */
  lateSince(): Instant | null;
}

export function createSession(
  core: Pick<Core, 'clock' | 'capacityFeed' | 'capacityLog' | 'figures'>,
  follower: Follower,
  signal: AbortSignal,
  options: BackgroundOptions,
): Session {
  const { name } = follower;
  const queues = new Map<string, AccountQueue>();
  const busy = new Map<AccountQueue, Promise<void>>();
  const unsaved = new Set<AccountQueue>();
  let received: string | null = null;

  async function knownQueues(accountIds: readonly string[]): Promise<AccountQueue[]> {
    const unknown = accountIds.filter((id) => !queues.has(id));
    const progress = unknown.length === 0 ? new Map<string, number>() : await core.figures.progress(name, unknown);
    return accountIds.map((id) => {
      const queue = queues.get(id) ?? new AccountQueue(id, progress.get(id) ?? 0);
      queues.set(id, queue);
      return queue;
    });
  }

  function work(queue: AccountQueue): void {
    if (!busy.has(queue)) busy.set(queue, drain(queue));
  }

  async function drain(queue: AccountQueue): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      const taken = queue.take();
      try {
        const entries = taken.entries ?? (await readGap(queue));
        if (entries.length > 0) await follower.apply(queue.accountId, entries, signal);
        unsaved.add(queue);
        if (!queue.finish(taken.upTo)) break;
        pause = FIRST_PAUSE;
      } catch (error) {
        queue.fail();
        if (signal.aborted) break;
        options.onError(name, error);
        await options.sleep(pause, signal);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
    busy.delete(queue);
  }

  async function readGap(queue: AccountQueue) {
    const entries: Entry[] = [];
    for (let after = queue.done; ; ) {
      const loaded = await core.capacityLog.load([{ accountId: queue.accountId, after }]);
      const part = loaded.get(queue.accountId);
      for (const commit of part?.commits ?? []) {
        entries.push(...follower.select(commit));
        after = commit.sequence + commit.entries.length - 1;
      }
      if (!part?.more) return entries;
    }
  }

  async function follow(): Promise<void> {
    let resumeAt = await core.figures.resumePoint(name);
    while (!signal.aborted) {
      const sweeping = sweep(resumeAt === null);
      try {
        await core.capacityFeed.follow(
          resumeAt,
          async (commit, at) => {
            const queue = queues.get(commit.accountId) ?? (await knownQueues([commit.accountId]))[0];
            if (queue?.offer(commit, follower)) work(queue);
            else if (queue) unsaved.add(queue);
            received = at;
          },
          signal,
        );
        resumeAt = received;
      } catch (error) {
        const lost = error instanceof Error && error.name === 'RESUME_LOST';
        if (!lost) options.onError(name, error);
        resumeAt = lost ? null : (received ?? resumeAt);
        if (!lost) await options.sleep(FIRST_PAUSE, signal);
      }
      await sweeping;
    }
  }

  /** Compares the heads of all accounts with what is done in them, and reads what is missing. */
  async function sweep(twice: boolean): Promise<void> {
    await lookForGaps();
    if (!twice) return;
    await options.sleep(LOOK_AGAIN_AFTER, signal);
    await lookForGaps();
  }

  async function lookForGaps(): Promise<void> {
    while (!signal.aborted) {
      try {
        let heads: { accountId: string; sequence: number }[] = [];
        for await (const head of core.capacityFeed.heads()) {
          if (signal.aborted) return;
          heads.push(head);
          if (heads.length < ACCOUNTS_AT_ONCE) continue;
          await offerHeads(heads);
          heads = [];
        }
        return await offerHeads(heads);
      } catch (error) {
        options.onError(name, error);
        await options.sleep(LONGEST_PAUSE, signal);
      }
    }
  }

  async function offerHeads(heads: readonly { accountId: string; sequence: number }[]): Promise<void> {
    const found = await knownQueues(heads.map(({ accountId }) => accountId));
    for (const [at, queue] of found.entries()) {
      if (queue.offerHead(heads[at]?.sequence ?? 0, core.clock.now())) work(queue);
    }
    while (busy.size > ACCOUNTS_AT_ONCE) await Promise.race(busy.values());
  }

  async function saveRegularly(): Promise<void> {
    let saved: string | null = null;
    for (let last = false; !last; ) {
      await options.sleep(SAVE_EVERY, signal);
      last = signal.aborted;
      if (last) await Promise.all(busy.values());
      const point = received;
      const done = [...unsaved].map(({ accountId, done: sequence }) => ({ accountId, sequence }));
      unsaved.clear();
      try {
        if (done.length > 0) await core.figures.saveProgress(name, done);
        if (point !== null && point !== saved) await core.figures.saveResumePoint(name, point);
        saved = point;
      } catch (error) {
        options.onError(name, error);
        for (const { accountId } of done) {
          const queue = queues.get(accountId);
          if (queue) unsaved.add(queue);
        }
      }
    }
  }

  return {
    async run() {
      await Promise.all([follow(), saveRegularly()]);
    },
    lateSince() {
      const since = [...busy.keys()].flatMap((queue) => queue.lateSince() ?? []);
      return since.length === 0 ? null : Math.min(...since);
    },
  };
}
