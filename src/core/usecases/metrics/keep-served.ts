import { touchesServed } from '../../domain/metrics/people-served.ts';
import { belongsToSubject } from '../../domain/shared/quantity.ts';
import type { Core } from '../core.ts';
import type { Follower } from '../followers/account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { createCapacityFollower } from '../followers/follow-capacity.ts';
import { gatherWrites } from '../followers/gathered-writes.ts';
import { keepServed, type ServedPorts, type ServedQuery } from './count-served.ts';

/** At most so often is a campaign counted while entries keep coming. */
const COUNT_EVERY = 1_000;

/** The job that keeps how many people each campaign served, so that no reader counts a long ledger. */
export function createServedProjection(
  core: ServedPorts & Pick<Core, 'clock' | 'leases' | 'capacityFeed' | 'figures'>,
  options: BackgroundOptions,
): BackgroundJob {
  return createCapacityFollower(core, servedFollower(core, options.sleep), options);
}

export function servedFollower(core: ServedPorts, sleep: BackgroundOptions['sleep']): Follower {
  const counts = gatherWrites<ServedQuery>(COUNT_EVERY, sleep, async (queries) => {
    for (const query of queries) await keepServed(core, query);
  });
  return {
    name: 'count-served',
    select: ({ entries }) => entries.filter((entry) => belongsToSubject(entry.unit) && touchesServed(entry)),
    async apply(accountId, entries, signal) {
      for (const { campaignId, unit } of entries) counts.put(campaignId, { accountId, campaignId, unit });
      await counts.written(signal);
    },
  };
}
