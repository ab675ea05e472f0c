import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { type LateSince, leasedJob } from '../followers/leased-job.ts';
import { deliverItem } from './deliver-item.ts';
import type { OutboxWorld } from './perform-work.ts';

const LOOK_EVERY = SECOND;
const BATCH = 50;

/** The job that does what waits in the outbox: what its writers could not do at once, what failed, and what is due later. */
export function createOutboxRelay(core: OutboxWorld & Pick<Core, 'leases'>, options: BackgroundOptions): BackgroundJob {
  async function deliverWhileDue(running: AbortSignal, lateSince: LateSince): Promise<void> {
    while (!running.aborted) {
      const oldest = (await core.outbox.due(core.clock.now(), 1))[0];
      lateSince(oldest?.nextAttemptAt);
      const found = await deliverDue(core, running);
      if (found < BATCH) await options.sleep(LOOK_EVERY, running);
    }
  }

  return leasedJob(core, 'outbox', deliverWhileDue, options);
}

/**
 * Does the work of at most 50 items that are due, oldest first, and says how many there were. An account that hears of changes out of
 * their order drops the older one.
 */
export async function deliverDue(world: OutboxWorld, signal?: AbortSignal): Promise<number> {
  const items = await world.outbox.due(world.clock.now(), BATCH);
  for (const item of items) {
    if (signal?.aborted) break;
    await deliverItem(world, item);
  }
  return items.length;
}
