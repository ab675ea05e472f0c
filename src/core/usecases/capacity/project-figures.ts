import type { CampaignFigures } from '../../domain/campaign/figures.ts';
import type { Commit } from '../../domain/capacity/account.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { bandOf } from '../../domain/capacity/thresholds.ts';
import type { Core } from '../core.ts';
import type { Follower } from '../followers/account-queue.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { createCapacityFollower } from '../followers/follow-capacity.ts';
import { gatherWrites } from '../followers/gathered-writes.ts';

/** A little over a quarter of a second, so that a campaign is written at most 4 times in any second. */
const WRITE_EVERY = 260;

type ProjectionPorts = Pick<Core, 'clock' | 'leases' | 'capacityFeed' | 'capacityLog' | 'figures'>;

/**
 * The job that keeps each campaign's newest figures beside it, for lists. What comes in while a write waits for its turn goes
 * with it, and figures are only written over older ones.
 */
export function createFiguresProjection(core: ProjectionPorts, options: BackgroundOptions): BackgroundJob {
  return createCapacityFollower(core, figuresFollower(core, options.sleep), options);
}

export function figuresFollower(core: Pick<Core, 'figures'>, sleep: BackgroundOptions['sleep']): Follower {
  const writes = gatherWrites<CampaignFigures>(WRITE_EVERY, sleep, (figures) => core.figures.save(figures));
  return {
    name: 'project-figures',
    select: (commit: Commit) => newestOfEach(commit.entries),
    async apply(_accountId, entries, signal) {
      for (const entry of newestOfEach(entries)) writes.put(entry.campaignId, figuresOf(entry));
      await writes.written(signal);
    },
  };
}

/** The last entry of each campaign. */
function newestOfEach(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length < 2) return entries;
  return [...new Map(entries.map((entry) => [entry.campaignId, entry])).values()];
}

/** The campaign's figures as the entry left them. */
export function figuresOf(entry: Entry): CampaignFigures {
  const { capacity, consumed, held, hardLimit, headroom } = entry.after;
  return {
    campaignId: entry.campaignId,
    sequence: entry.sequence,
    unit: entry.unit,
    capacity,
    consumed,
    held,
    hardLimit,
    headroom,
    band: bandOf(consumed, capacity),
    updatedAt: entry.recordedAt,
  };
}
