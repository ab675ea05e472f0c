import { createMemoryCapacityFeed } from '../../../src/adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from '../../../src/adapters/memory/capacity-log.ts';
import { createMemoryStore } from '../../../src/adapters/memory/store.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { createDirectory } from '../../../src/core/usecases/capacity/directory.ts';
import type { BackgroundJob, BackgroundOptions } from '../../../src/core/usecases/followers/background.ts';
import { shareFeed } from '../../../src/core/usecases/followers/share-feed.ts';
import type { Notifier } from '../../../src/ports/notifier.ts';
import { aCampaign, insert } from '../../contract/documents.ts';
import { createManualClock } from '../../support/clock.ts';
import { createSequentialIds } from '../../support/ids.ts';
import { commitOf, createSeatLedger, type SeatLedger } from './ledger.ts';

export const NOBODY: Notifier = {
  routesFor: async () => [],
  deliver: async () => ({ outcome: 'refused', error: 'no channel is set up' }),
};

/** The ports in memory with one campaign, `campaign-1` of `company-1`, in them; what is lost in a crash is not kept anywhere else. */
export async function createService(notifier: Notifier = NOBODY) {
  const clock = createManualClock('2026-01-05T12:00:00Z');
  const store = createMemoryStore(clock);
  const capacityLog = createMemoryCapacityLog();
  const capacityFeed = createMemoryCapacityFeed(capacityLog);
  const { forget } = capacityFeed;
  const { tables, clear: _clear, ...stores } = store;
  const ports = {
    ...stores,
    directory: createDirectory(stores.campaigns),
    clock,
    ids: createSequentialIds(),
    hasher: { hash: (text: string) => text },
    capacityLog,
    capacityFeed: shareFeed(capacityFeed),
    notifier,
  };
  await addCampaign('campaign-1');

  async function addCampaign(id: string): Promise<void> {
    await ports.transactions.commit([insert('campaigns', aCampaign({ id, companyId: 'company-1', status: 'active' }))]);
  }

  async function append(...entries: readonly Entry[]): Promise<void> {
    await capacityLog.append([commitOf(entries[0]?.campaignId ?? '', ...entries)]);
  }

  return {
    ports,
    clock,
    tables,
    /** Makes every resume point given out so far too old. */
    forget,
    addCampaign,
    /** Puts entries into the log of their campaign's own account, as one commit. */
    append,
    /** A ledger of 100 seats whose first entry is in the log. */
    async ledger(campaignId = 'campaign-1'): Promise<SeatLedger> {
      const ledger = createSeatLedger({ campaignId });
      await append(ledger.first);
      return ledger;
    },
    events: async () => (await ports.notifications.after(0, 1_000)).map(({ type, causeId }) => `${type} ${causeId}`),
    alerts: () => [...tables.alerts.values()],
  };
}

/** Options under which waiting takes a turn of the event loop instead of time. */
export function optionsOf(holder: string, errors: unknown[] = []): BackgroundOptions {
  return { holder, sleep: nextTurn, onError: (_job, error) => void errors.push(error) };
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits, turn by turn of the event loop, until it holds; fails after many turns in which it did not. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 5_000; turn += 1) {
    if (await holds()) return;
    await nextTurn();
  }
  throw new Error('It never came to be');
}

/** Starts a job; the function it returns stops it and waits for its end. */
export function start(job: BackgroundJob): () => Promise<void> {
  const stopping = new AbortController();
  const running = job.run(stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}
