import { makesRoom, newsAfter, newsworthy } from '../../domain/upsell/ledger-news.ts';
import type { LedgerNews } from '../../domain/upsell/upsell-score.ts';
import type { Core } from '../core.ts';
import type { Follower } from '../followers/account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { createCapacityFollower } from '../followers/follow-capacity.ts';
import { gatherWrites } from '../followers/gathered-writes.ts';
import { someAtOnce } from '../some-at-once.ts';
import { type RefreshPorts, refreshCampaign } from './refresh-campaign.ts';

/** At most so often is a campaign's score worked out while entries keep coming. */
const REFRESH_EVERY = 1_000;
const SIDE_BY_SIDE = 8;

/** The job that has scores follow the ledger: capacity, crossings and, when there is room again, who had asked in vain. */
export function createUpsellLedgerFollower(
  core: RefreshPorts & Pick<Core, 'leases' | 'capacityFeed' | 'capacityLog'>,
  options: BackgroundOptions,
): BackgroundJob {
  return createCapacityFollower(core, upsellFollower(core, options.sleep), options);
}

export function upsellFollower(core: RefreshPorts, sleep: BackgroundOptions['sleep']): Follower {
  const waiting = new Map<string, LedgerNews>();
  const refreshes = gatherWrites<string>(REFRESH_EVERY, sleep, async (campaignIds) => {
    const due = campaignIds.flatMap((id) => {
      const news = waiting.get(id);
      waiting.delete(id);
      return news ? [{ id, news }] : [];
    });
    await someAtOnce(due, SIDE_BY_SIDE, ({ id, news }) => refreshCampaign(core, id, news));
  });
  return {
    name: 'upsell-from-ledger',
    select: newsworthy,
    async apply(accountId, entries, signal) {
      for (const entry of entries) {
        const { campaignId } = entry;
        if (makesRoom(entry)) await core.upsellDemand.forget(campaignId, entry.recordedAt);
        waiting.set(campaignId, newsAfter(waiting.get(campaignId) ?? null, accountId, entry));
        refreshes.put(campaignId, campaignId);
      }
      await refreshes.written(signal);
    },
  };
}
