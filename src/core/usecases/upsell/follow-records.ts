import type { Followed } from '../../../ports/document-changes.ts';
import { type Instant, SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { type LateSince, leasedJob } from '../followers/leased-job.ts';
import { someAtOnce } from '../some-at-once.ts';
import { type RefreshPorts, refreshCampaign } from './refresh-campaign.ts';

/** All of them have the campaign's id. A transition, new terms and spending are writes of the campaign; a cohort is one of its impact. */
const FOLLOWED: readonly Followed[] = ['campaigns', 'campaignImpacts', 'upsellDemand'];

const NAME = 'upsell-from-records';
const GATHER_FOR = 250;
/** A stream without a resume point begins a moment after it was asked for; what came before is looked for once more. */
const LOOK_AGAIN_AFTER = 2 * SECOND;
const REST_AFTER_FAILURE = SECOND;
const SIDE_BY_SIDE = 8;
const PAGE = 100;

type FollowPorts = RefreshPorts & Pick<Core, 'leases' | 'documentChanges'>;

/**
 * The job that has scores follow everything but the ledger: campaigns, cohorts, spending, terms, transitions, people who asked in vain.
 * It begins where it stopped; where that is too long ago, or at its very first start, every campaign is looked at.
 */
export function createUpsellRecordsFollower(core: FollowPorts, options: BackgroundOptions): BackgroundJob {
  return leasedJob(core, NAME, (signal, lateSince) => follow(core, options, signal, lateSince), options);
}

async function follow(
  core: FollowPorts,
  options: BackgroundOptions,
  signal: AbortSignal,
  lateSince: LateSince,
): Promise<void> {
  const waiting = new Map<string, Instant>();
  let received = await core.figures.resumePoint(NAME);
  let saved = received;
  let sweeping = 0;
  const put = (id: string) => {
    if (!waiting.has(id)) waiting.set(id, core.clock.now());
  };

  async function listen(): Promise<void> {
    let resumeAt = received;
    while (!signal.aborted) {
      if (resumeAt === null) void lookTwice();
      try {
        await core.documentChanges.follow(
          FOLLOWED,
          resumeAt,
          ({ id }, at) => {
            put(id);
            received = at;
          },
          signal,
        );
        resumeAt = received;
      } catch (error) {
        const lost = error instanceof Error && error.name === 'RESUME_LOST';
        if (!lost) options.onError(NAME, error);
        resumeAt = lost ? null : received;
        await options.sleep(REST_AFTER_FAILURE, signal);
      }
    }
  }

  async function lookTwice(): Promise<void> {
    sweeping += 1;
    try {
      await lookAtAll();
      await options.sleep(LOOK_AGAIN_AFTER, signal);
      await lookAtAll();
    } finally {
      sweeping -= 1;
    }
  }

  async function lookAtAll(): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const id of campaignIds(core, signal)) put(id);
        return;
      } catch (error) {
        options.onError(NAME, error);
        await options.sleep(REST_AFTER_FAILURE, signal);
      }
    }
  }

  /** What was received before the batch was taken is done with it; the point is only kept once a sweep is over. */
  async function refresh(): Promise<void> {
    const point = received;
    const complete = sweeping === 0;
    const batch = [...waiting];
    waiting.clear();
    lateSince(batch[0]?.[1]);
    let failed = false;
    await someAtOnce(batch, SIDE_BY_SIDE, async ([id, since]) => {
      if (signal.aborted) failed = true;
      else
        await refreshCampaign(core, id).catch((error: unknown) => {
          failed = true;
          waiting.set(id, since);
          options.onError(NAME, error);
        });
    });
    if (failed) return options.sleep(REST_AFTER_FAILURE, signal);
    if (complete && point !== saved && point !== null) {
      await core.figures.saveResumePoint(NAME, point);
      saved = point;
    }
    lateSince(waiting.values().next().value);
  }

  async function work(): Promise<void> {
    while (!signal.aborted) {
      try {
        await refresh();
      } catch (error) {
        options.onError(NAME, error);
      }
      await options.sleep(GATHER_FOR, signal);
    }
  }

  await Promise.all([listen(), work()]);
}

async function* campaignIds(core: Pick<Core, 'campaigns'>, signal: AbortSignal): AsyncGenerator<string> {
  const sort = [{ field: 'name', direction: 'asc' }] as const;
  for (let cursor: string | null = null; ; ) {
    const page = await core.campaigns.list({ limit: PAGE, cursor, sort });
    for (const { campaign } of page.items) yield campaign.id;
    cursor = page.nextCursor;
    if (cursor === null || signal.aborted) return;
  }
}
