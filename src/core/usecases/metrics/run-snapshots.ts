import type { Campaign } from '../../domain/campaign/campaign.ts';
import { totalsOf } from '../../domain/metrics/impact.ts';
import { RAW_FOR, superfluous } from '../../domain/metrics/retention.ts';
import { cadenceHours, hourOf, isDue, SNAPSHOT_STATUSES } from '../../domain/metrics/snapshot.ts';
import { DAY, dateAt, type Instant, MINUTE } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { type LateSince, leasedJob } from '../followers/leased-job.ts';
import { keepSnapshot, type SnapshotPorts } from './take-snapshot.ts';

const PAGE = 100;
const WEEK = 7 * DAY;
const THINNED = ['scheduled', 'backfilled'] as const;

/** The job that takes snapshots at the pace of each campaign, and thins out old ones once a day; what failed is tried again in a minute. */
export function createSnapshots(core: SnapshotPorts & Pick<Core, 'leases'>, options: BackgroundOptions): BackgroundJob {
  const name = 'snapshots';

  async function lookEachHour(running: AbortSignal, lateSince: LateSince): Promise<void> {
    let seenHour: Instant | null = null;
    let thinnedOn: string | null = null;
    while (!running.aborted) {
      const now = core.clock.now();
      if (hourOf(now) !== seenHour) {
        let failed = false;
        await takeDueSnapshots(core, running, (error) => {
          failed = true;
          options.onError(name, error);
        });
        if (!failed) seenHour = hourOf(now);
        lateSince(failed ? hourOf(now) : null);
      }
      if (dateAt(now, 'UTC') !== thinnedOn) {
        await thinSnapshots(core, running);
        thinnedOn = dateAt(now, 'UTC');
      }
      await options.sleep(MINUTE, running);
    }
  }

  return leasedJob(core, name, lookEachHour, options);
}

/** Takes what is due of every campaign that is planned, recruiting, active or paused; one that fails keeps back no other. */
export async function takeDueSnapshots(
  core: SnapshotPorts,
  signal?: AbortSignal,
  onError: (error: unknown) => void = () => {},
): Promise<number> {
  let taken = 0;
  let cursor: string | null = null;
  do {
    const sort = [{ field: 'name', direction: 'asc' }] as const;
    const page = await core.campaigns.list({ limit: PAGE, cursor, statuses: SNAPSHOT_STATUSES, sort });
    for (const { campaign } of page.items) {
      if (signal?.aborted) return taken;
      try {
        if (await takeIfDue(core, campaign)) taken += 1;
      } catch (error) {
        onError(error);
      }
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return taken;
}

async function takeIfDue(core: SnapshotPorts, campaign: Campaign): Promise<boolean> {
  const now = core.clock.now();
  const newest = await core.snapshots.newestUntil(campaign.id, now);
  if (newest && !isDue(newest.at, 1, now)) return false;
  const sessions = campaign.status === 'active' ? await sessionsInLastWeek(core, campaign.id, now) : 0;
  const hours = cadenceHours(campaign.status, sessions);
  if (hours === null || !isDue(newest?.at ?? null, hours, now)) return false;
  return (await keepSnapshot(core, campaign, 'scheduled', now)).isNew;
}

/** What was reported since a week ago; since the first snapshot where that is younger. */
async function sessionsInLastWeek(core: SnapshotPorts, campaignId: string, now: Instant): Promise<number> {
  const before =
    (await core.snapshots.newestUntil(campaignId, now - WEEK)) ??
    (await core.snapshots.since(campaignId, now - WEEK)).find(({ kind }) => kind !== 'backfilled');
  if (!before) return 0;
  return totalsOf(await core.campaigns.instances(campaignId)).sessions - (before.metrics.sessions ?? 0);
}

/** Takes away what is kept no longer and says how many there were. */
export async function thinSnapshots(core: Pick<Core, 'snapshots' | 'clock'>, signal?: AbortSignal): Promise<number> {
  const now = core.clock.now();
  let removed = 0;
  for (const campaignId of await core.snapshots.campaignsBefore(now - RAW_FOR)) {
    if (signal?.aborted) break;
    const old = await core.snapshots.thinnable(campaignId, now - RAW_FOR);
    // Each kind by itself: what was made later never takes the place of what was taken then.
    const dropped = THINNED.flatMap((kind) =>
      superfluous(
        old.filter((one) => one.kind === kind),
        now,
      ),
    );
    if (dropped.length > 0) removed += await core.snapshots.remove(dropped);
  }
  return removed;
}
