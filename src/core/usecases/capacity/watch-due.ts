import type { DueAccount } from '../../../ports/due-accounts.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { Core } from '../core.ts';
import type { Follower } from '../followers/account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { createCapacityFollower } from '../followers/follow-capacity.ts';

type WatchPorts = Pick<Core, 'clock' | 'leases' | 'capacityFeed' | 'capacityLog' | 'figures' | 'dueAccounts'>;

/** The job that notes when an account has something that becomes due by itself. */
export function createDueWatch(core: WatchPorts, options: BackgroundOptions): BackgroundJob {
  return createCapacityFollower(core, dueFollower(core), options);
}

export function dueFollower(core: Pick<Core, 'dueAccounts'>): Follower {
  return {
    name: 'watch-due',
    select: ({ entries }) => entries.filter((entry) => dueTimeOf(entry) !== null),
    async apply(accountId, entries) {
      const times = entries.flatMap((entry) => dueTimeOf(entry) ?? []);
      const first: DueAccount = { accountId, dueAt: Math.min(...times) };
      await core.dueAccounts.bringForward([first]);
    },
  };
}

/** When the entry asks for another one by itself; null where it does not. */
function dueTimeOf({ kind, grant, expiresAt }: Entry): number | null {
  if (kind === 'schedule') return grant?.startsAt ?? null;
  if (kind === 'hold' || kind === 'grant') return expiresAt ?? null;
  return null;
}
