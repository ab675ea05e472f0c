import type { CapacityDayEnd } from '../../../ports/day-ends.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { DAY, dateAt } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { Follower } from '../followers/account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { createCapacityFollower } from '../followers/follow-capacity.ts';
import { gatherWrites } from '../followers/gathered-writes.ts';

/** At most so often is a campaign's day written while entries keep coming. */
const WRITE_EVERY = 1_000;

/** How long a campaign's time zone is remembered; it may change while the campaign is edited. */
const REMEMBER_ZONE = DAY;

type DayEndPorts = Pick<
  Core,
  'clock' | 'leases' | 'capacityFeed' | 'capacityLog' | 'figures' | 'dayEnds' | 'campaigns'
>;

/** The job that keeps what each day left of a campaign's capacity, for forecasts and charts. */
export function createDayEndsProjection(core: DayEndPorts, options: BackgroundOptions): BackgroundJob {
  return createCapacityFollower(core, dayEndsFollower(core, options.sleep), options);
}

export function dayEndsFollower(
  core: Pick<Core, 'clock' | 'dayEnds' | 'campaigns'>,
  sleep: BackgroundOptions['sleep'],
): Follower {
  const zones = new Map<string, { zone: string; readAt: number }>();
  const writes = gatherWrites<CapacityDayEnd>(WRITE_EVERY, sleep, (days) => core.dayEnds.save(days));

  async function zoneOf(campaignId: string): Promise<string> {
    const known = zones.get(campaignId);
    if (known && core.clock.now() - known.readAt < REMEMBER_ZONE) return known.zone;
    const zone = (await core.campaigns.find(campaignId))?.timeZone ?? 'UTC';
    zones.set(campaignId, { zone, readAt: core.clock.now() });
    return zone;
  }

  return {
    name: 'keep-day-ends',
    select: ({ entries }) => [...new Map(entries.map((entry) => [entry.campaignId, entry])).values()],
    async apply(_accountId, entries, signal) {
      for (const entry of entries) {
        const day = dayEndOf(entry, await zoneOf(entry.campaignId));
        writes.put(`${day.campaignId}/${day.date}`, day);
      }
      await writes.written(signal);
    },
  };
}

/** The entry's figures as the end of its day, as long as no later entry follows on that day. */
export function dayEndOf(entry: Entry, timeZone: string): CapacityDayEnd {
  const { consumed, capacity, hardLimit } = entry.after;
  const date = dateAt(entry.recordedAt, timeZone);
  return { campaignId: entry.campaignId, date, sequence: entry.sequence, consumed, capacity, hardLimit };
}
