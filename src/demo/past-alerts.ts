import type { AlertWindow } from '../core/domain/alerting/alert.ts';
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

/** What follows from the ledger of one account while its past is lived through: what otherwise background jobs do. */
export interface PastAlerts {
  /** Follows what was recorded in the line's one account up to its present. */
  follow(accountId: string): Promise<void>;
  /** Moves the line's time on, with every window that ends and every acknowledgement on the way. */
  passTime(until: Instant): Promise<void>;
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
  { core, clock, ids }: LineCore,
  campaigns: ReadonlyMap<string, PastCampaign>,
  signal: AbortSignal,
): PastAlerts {
  const follower = alertFollower(core);
  const newest = new Map<string, Entry>();
  const windows = new Map<string, readonly AlertWindow[]>();
  let acknowledgements: readonly Acknowledgement[] = [];
  let ahead: readonly Entry[] = [];
  let known = 0;

  /** After a kill the log may know more than has been lived through again: that waits for its time. */
  async function readOn(accountId: string): Promise<void> {
    for (let more = true; more; ) {
      const loaded = (await core.capacityLog.load([{ accountId, after: known }])).get(accountId);
      const entries = loaded?.commits.flatMap((commit) => commit.entries) ?? [];
      ahead = [...ahead, ...entries];
      known = entries.at(-1)?.sequence ?? known;
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

  function nextUntil(until: Instant): { at: Instant; campaignId: string; run(): Promise<void> } | null {
    const due = [
      ...[...windows.values()].flat().map((window) => ({
        at: window.windowEndsAt,
        campaignId: window.campaignId,
        run: () => repeatAlert(core, window),
      })),
      ...acknowledgements.map((one) => ({
        at: one.at,
        campaignId: one.campaignId,
        async run() {
          await acknowledge(one);
          acknowledgements = acknowledgements.filter((other) => other !== one);
        },
      })),
    ];
    return due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0] ?? null;
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
    async passTime(until) {
      for (let next = nextUntil(until); next; next = nextUntil(until)) {
        signal.throwIfAborted();
        clock.moveTo(next.at);
        await saveFigures();
        await next.run();
        await readWindows(next.campaignId);
      }
      clock.moveTo(until);
    },
  };
}

/** Eight o'clock so many days later, on the next working day. */
function morningAfter(instant: Instant, days: number, timeZone: string): Instant {
  const date = addDays(dateAt(instant, timeZone), days);
  const weekday = Temporal.PlainDate.from(date).dayOfWeek;
  return startOfDay(addDays(date, weekday > 5 ? 8 - weekday : 0), timeZone) + 8 * HOUR;
}
