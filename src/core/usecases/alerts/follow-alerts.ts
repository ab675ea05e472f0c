import type { Commit } from '../../domain/capacity/account.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { Core } from '../core.ts';
import type { Follower } from '../followers/account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { createCapacityFollower } from '../followers/follow-capacity.ts';
import { followLedgerEntry } from './follow-ledger-entry.ts';

type AlertPorts = Pick<
  Core,
  | 'alertPolicies'
  | 'alerts'
  | 'campaigns'
  | 'capacityFeed'
  | 'capacityLog'
  | 'clock'
  | 'directory'
  | 'figures'
  | 'leases'
  | 'notifications'
  | 'notifier'
  | 'silences'
  | 'transactions'
>;

/** The job that turns crossings in the ledger into alerts, resolves them, and says both on the live stream at once. */
export function createAlertFollower(core: AlertPorts, options: BackgroundOptions): BackgroundJob {
  return createCapacityFollower(core, alertFollower(core), options);
}

/** What alerting does with ledger entries; most have nothing to do with it. */
export function alertFollower(core: Omit<AlertPorts, 'capacityFeed' | 'figures' | 'leases'>): Follower {
  return {
    name: 'follow-alerts',
    select: (commit: Commit) => commit.entries.filter(concernsAlerts),
    async apply(accountId, entries) {
      for (const entry of entries) await followLedgerEntry(core, accountId, entry);
    },
  };
}

function concernsAlerts(entry: Entry): boolean {
  return entry.thresholds !== undefined || entry.kind === 'grant' || entry.kind === 'resize';
}
