import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { Follower } from './account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from './background.ts';
import { createSession, type Session } from './session.ts';
import { withLease } from './with-lease.ts';

/**
 * A job that follows the capacity log: every entry reaches the follower at least once, in sequence within its account, different
 * accounts side by side. One process does it at a time, by lease. What is done is kept for each account, so that nothing is lost
 * when the feed's resume point is: at every start the heads of all accounts are compared with it and gaps are read from the log.
 */
export function createCapacityFollower(
  core: Pick<Core, 'clock' | 'leases' | 'capacityFeed' | 'capacityLog' | 'figures'>,
  follower: Follower,
  options: BackgroundOptions,
): BackgroundJob {
  let session: Session | null = null;
  return {
    name: follower.name,
    run: (signal) =>
      withLease(
        core,
        follower.name,
        async (running) => {
          session = createSession(core, follower, running, options);
          await session.run().finally(() => {
            session = null;
          });
        },
        signal,
        options,
      ),
    lag() {
      const since = session?.lateSince() ?? null;
      return since === null ? 0 : Math.max(0, core.clock.now() - since) / SECOND;
    },
  };
}
