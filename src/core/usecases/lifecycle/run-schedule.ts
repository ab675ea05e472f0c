import { SYSTEM } from '../../domain/access/actor.ts';
import { isRipe, ran, ripeAt, type ScheduledAction } from '../../domain/lifecycle/scheduled-action.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { type LateSince, leasedJob } from '../followers/leased-job.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import { untilUndisturbed } from '../write.ts';
import { actionWrite } from './schedule-writes.ts';
import { type TransitionPorts, writeTransition } from './transition-campaign.ts';

const LOOK_EVERY = SECOND;
const BATCH = 50;
/** Campaigns whose actions run side by side, since many begin at the same midnight. */
const AT_ONCE = 8;

/** Told how many milliseconds after it could have run an action did. */
export type OnLateness = (milliseconds: number) => void;

/** The job that runs what is due; what fell due while no process ran is caught up, in its order. */
export function createScheduleRunner(
  core: TransitionPorts & Pick<Core, 'leases'>,
  options: BackgroundOptions,
  onLateness: OnLateness = () => {},
): BackgroundJob {
  async function runWhileDue(running: AbortSignal, lateSince: LateSince): Promise<void> {
    while (!running.aborted) {
      const now = core.clock.now();
      const due = (await core.schedule.due(now, BATCH)).filter((action) => isRipe(action, now));
      lateSince(due[0]?.dueAt);
      const settled = await runActions(core, due, options.onError, onLateness);
      if (settled === 0) await options.sleep(LOOK_EVERY, running);
    }
  }

  return leasedJob(core, 'schedule', runWhileDue, options);
}

/**
 * Runs at most 50 actions that are due, oldest first, and says how many came to an outcome. Each happens in the transaction that
 * says so, so it happens once, though other processes run it too.
 */
export async function runDueActions(core: TransitionPorts): Promise<number> {
  const now = core.clock.now();
  const due = await core.schedule.due(now, BATCH);
  return runActions(
    core,
    due.filter((action) => isRipe(action, now)),
    (_job, error) => {
      throw error;
    },
  );
}

/** Those of one campaign run in their order; one that cannot be run now does not keep back the others. */
async function runActions(
  core: TransitionPorts,
  due: readonly ScheduledAction[],
  onError: BackgroundOptions['onError'],
  onLateness: OnLateness = () => {},
): Promise<number> {
  let settled = 0;
  const campaigns = Map.groupBy(due, ({ campaignId }) => campaignId).values();
  async function runCampaigns(): Promise<void> {
    for (const actions of campaigns) {
      for (const { id } of actions) {
        try {
          const action = await untilUndisturbed(() => attempt(core, id));
          if (!action) continue;
          settled += 1;
          onLateness(core.clock.now() - ripeAt(action));
        } catch (error) {
          onError('schedule', error);
        }
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, runCampaigns));
  return settled;
}

/** Runs the action and gives it as it was; null where somebody else has run it meanwhile. */
async function attempt(core: TransitionPorts, id: string): Promise<ScheduledAction | null> {
  const action = await core.schedule.find(id);
  if (action?.outcome !== 'pending') return null;
  const { campaignId, to, reason } = action;
  try {
    const input = { id: campaignId, to, reason, trigger: 'schedule' as const };
    const done = ran(action, 'done', null, core.clock.now());
    const { items } = await writeTransition(core, contextOf(action), input, () => [actionWrite(done)], id);
    await deliverNow(core, items);
  } catch (error) {
    const ending = error instanceof DomainError ? endingOf(error) : null;
    if (!ending) throw error;
    await core.transactions.commit([actionWrite(ran(action, ending.outcome, ending.detail, core.clock.now()))]);
  }
  return action;
}

/** What a refusal makes of an action; null where it says nothing about the action itself. */
function endingOf(error: DomainError): { readonly outcome: 'skipped' | 'failed'; readonly detail: string } | null {
  if (error.kind === 'unavailable' || error.kind === 'version_mismatch') return null;
  if (error.code === 'NOT_FOUND') return { outcome: 'skipped', detail: 'The campaign no longer exists' };
  if (error.code === 'INVALID_TRANSITION') return { outcome: 'skipped', detail: error.message };
  const reasons = error.issues.map(({ code, message }) => `${code}: ${message}`).join('; ');
  return { outcome: 'failed', detail: reasons || `${error.code}: ${error.message}` };
}

/** The service acts for whoever scheduled it: what they might do was decided then. */
function contextOf({ id, actor }: ScheduledAction): RequestContext {
  return { actor: { ...SYSTEM, id: actor }, requestId: `schedule/${id}`, idempotency: null };
}
