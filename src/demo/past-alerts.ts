import type { AlertWindow } from '../core/domain/alerting/alert.ts';
import type { Commit } from '../core/domain/capacity/account.ts';
import type { Entry } from '../core/domain/capacity/entry.ts';
import type { Threshold } from '../core/domain/capacity/thresholds.ts';
import { DomainError } from '../core/domain/shared/errors.ts';
import { addDays, dateAt, HOUR, type Instant, MINUTE, startOfDay } from '../core/domain/shared/time.ts';
import { acknowledgeAlert } from '../core/usecases/alerts/acknowledge-alert.ts';
import { alertFollower } from '../core/usecases/alerts/follow-alerts.ts';
import { repeatAlert } from '../core/usecases/alerts/run-repeats.ts';
import { figuresOf } from '../core/usecases/capacity/project-figures.ts';
import { as, companyAdmin, SALES } from './actors.ts';
import type { CampaignStory } from './campaign-story.ts';
import type { LineCore } from './line-core.ts';
import type { DueWork } from './past-time.ts';

/** What follows from the ledger of one account while its past is lived through: what otherwise background jobs and people do. */
export interface PastAlerts {
  /** Follows what was recorded in the line's one account up to its present. */
  follow(accountId: string): Promise<void>;
  /** Looks up what the line's campaigns wait for after something happened to them outside of their account. */
  lookUp(): Promise<void>;
  /** The windows that will end, and the acknowledgements to come. */
  dueWork(): readonly DueWork[];
}

interface Acknowledgement {
  readonly at: Instant;
  readonly alertId: string;
  readonly threshold: Threshold;
  readonly campaignId: string;
  readonly companyId: string;
}

export interface PastCampaign {
  readonly companyId: string;
  readonly timeZone: string;
  readonly acknowledged: NonNullable<CampaignStory['acknowledged']>;
}

/** @param campaigns by id, those that the account counts; filled while they are made */
export function createPastAlerts(
  { core, clock, ids, takeCommits }: LineCore,
  campaigns: ReadonlyMap<string, PastCampaign>,
  signal: AbortSignal,
): PastAlerts {
  const follower = alertFollower(core);
  const newest = new Map<string, Entry>();
  const windows = new Map<string, readonly AlertWindow[]>();
  let acknowledgements: readonly Acknowledgement[] = [];
  let ahead: readonly Entry[] = [];
  let known = 0;

  function learn(commits: readonly Commit[]): void {
    ahead = [...ahead, ...commits.flatMap(({ entries }) => entries)];
    known = ahead.at(-1)?.sequence ?? known;
  }

  /**
   * What this line wrote is known; the log is asked where there must be more. After a kill it may hold what has not been lived
   * through again: that waits for its time.
   */
  async function readOn(accountId: string): Promise<void> {
    const written = takeCommits();
    const follows = written.every(({ sequence }, at) => sequence === endOf(written[at - 1], known) + 1);
    if (written.length > 0 && follows) return learn(written);
    for (let more = true; more; ) {
      const loaded = (await core.capacityLog.load([{ accountId, after: known }])).get(accountId);
      learn(loaded?.commits ?? []);
      more = loaded?.more ?? false;
    }
  }

  function expectAcknowledgement(entry: Entry): void {
    const { id: alertId, campaignId, recordedAt, thresholds } = entry;
    const campaign = campaigns.get(campaignId);
    const threshold = thresholds?.raised ?? null;
    const days = threshold === null ? undefined : campaign?.acknowledged[threshold];
    if (!campaign || threshold === null || days === undefined) return;
    const { companyId, timeZone } = campaign;
    const at = morningAfter(recordedAt, days, timeZone) + threshold * MINUTE;
    acknowledgements = [...acknowledgements, { at, alertId, threshold, campaignId, companyId }];
  }

  async function saveFigures(): Promise<void> {
    if (newest.size > 0) await core.figures.save([...newest.values()].map(figuresOf));
    newest.clear();
  }

  async function readWindows(campaignId: string): Promise<void> {
    const found = await core.alerts.windows(campaignId);
    windows.set(
      campaignId,
      [...found.values()].filter(({ alertId }) => alertId !== null),
    );
  }

  async function acknowledge({ alertId, threshold, companyId }: Acknowledgement): Promise<void> {
    ids.begin(`acknowledge/${alertId}`);
    try {
      await acknowledgeAlert(core, as(threshold === 80 ? SALES : companyAdmin(companyId)), { id: alertId });
    } catch (error) {
      const resolved = error instanceof DomainError && error.code === 'CONFLICT';
      if (!resolved) throw error;
    }
  }

  async function followEntry(accountId: string, entry: Entry): Promise<void> {
    const { sequence, recordedAt } = entry;
    const concerning = follower.select({ accountId, sequence, writer: '', recordedAt, entries: [entry] });
    if (concerning.length === 0) return;
    await follower.apply(accountId, concerning, signal);
    expectAcknowledgement(entry);
    await readWindows(entry.campaignId);
  }

  return {
    async follow(accountId) {
      await readOn(accountId);
      for (let entry = ahead[0]; entry && entry.recordedAt <= clock.now(); entry = ahead[0]) {
        newest.set(entry.campaignId, entry);
        await followEntry(accountId, entry);
        ahead = ahead.slice(1);
      }
    },
    async lookUp() {
      for (const campaignId of campaigns.keys()) await readWindows(campaignId);
    },
    dueWork: () => [
      ...[...windows.values()].flat().map((window) => ({
        at: window.windowEndsAt,
        async run() {
          await saveFigures();
          await repeatAlert(core, window);
          await readWindows(window.campaignId);
        },
      })),
      ...acknowledgements.map((one) => ({
        at: one.at,
        async run() {
          await saveFigures();
          await acknowledge(one);
          acknowledgements = acknowledgements.filter((other) => other !== one);
          await readWindows(one.campaignId);
        },
      })),
    ],
  };
}

/** Eight o'clock so many days later, on the next working day. */
function morningAfter(instant: Instant, days: number, timeZone: string): Instant {
  const date = addDays(dateAt(instant, timeZone), days);
  const weekday = Temporal.PlainDate.from(date).dayOfWeek;
  return startOfDay(addDays(date, weekday > 5 ? 8 - weekday : 0), timeZone) + 8 * HOUR;
}

function endOf(commit: Commit | undefined, otherwise: number): number {
  return commit ? commit.sequence + commit.entries.length - 1 : otherwise;
}
