import type { Write } from '../../../ports/transactions.ts';
import { usageItem } from '../../domain/billing/outbox-items.ts';
import { eventOfEntry, isMetered } from '../../domain/billing/usage-event.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { Core } from '../core.ts';
import type { Follower } from '../followers/account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { createCapacityFollower } from '../followers/follow-capacity.ts';
import { existsAlready } from '../write.ts';
import { startBilling } from './start-billing.ts';

type UsagePorts = Pick<
  Core,
  'billingRecords' | 'capacityFeed' | 'capacityLog' | 'clock' | 'directory' | 'figures' | 'leases' | 'transactions'
>;

/** Entries whose events are written at once. */
const CHUNK = 100;

/** The job that puts what the ledger says of credits, learners and sessions into the outbox for billing, once an entry. */
export function createUsageFollower(core: UsagePorts, options: BackgroundOptions): BackgroundJob {
  return createCapacityFollower(core, usageFollower(core), options);
}

export function usageFollower(core: Omit<UsagePorts, 'capacityFeed' | 'figures' | 'leases'>): Follower {
  return {
    name: 'follow-usage',
    select: ({ entries }) => entries.filter(isMetered),
    async apply(accountId, entries) {
      const start = await startBilling(core);
      const fresh = entries.filter(({ recordedAt }) => recordedAt >= start);
      for (let at = 0; at < fresh.length; at += CHUNK) await writeUsage(core, accountId, fresh.slice(at, at + CHUNK));
    },
  };
}

type WritePorts = Pick<Core, 'capacityLog' | 'directory' | 'transactions'>;

async function writeUsage(core: WritePorts, accountId: string, entries: readonly Entry[]): Promise<void> {
  const taken = await takenBefore(core, accountId, entries);
  const writes: Write[] = [];
  for (const entry of entries) {
    if (entry.kind === 'release' && !taken.has(entry.relatesTo ?? '')) continue;
    const place = await core.directory.find(entry.campaignId);
    if (!place) continue;
    const document = usageItem(eventOfEntry(entry, place.companyId), entry.recordedAt);
    writes.push({ op: 'insert', collection: 'outbox', document });
  }
  await insertNew(core, writes);
}

/** Which of the entries that releases name took something: the others are holds. */
async function takenBefore(core: WritePorts, accountId: string, entries: readonly Entry[]): Promise<Set<string>> {
  const named = entries.flatMap(({ kind, relatesTo }) => (kind === 'release' && relatesTo !== null ? [relatesTo] : []));
  if (named.length === 0) return new Set();
  const related = await core.capacityLog.related(accountId, named);
  return new Set(related.filter(({ kind }) => kind === 'consume' || kind === 'confirm').map(({ id }) => id));
}

/** Entries are told again after a crash: what stands already is left as it is. */
async function insertNew(core: Pick<Core, 'transactions'>, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  try {
    await core.transactions.commit(writes);
  } catch (error) {
    if (!existsAlready(error, 'outbox')) throw error;
    if (writes.length > 1) for (const write of writes) await insertNew(core, [write]);
  }
}
