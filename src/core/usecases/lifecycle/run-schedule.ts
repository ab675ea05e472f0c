import { SYSTEM } from '../../domain/access/actor.ts';
import { isRipe, ran, type ScheduledAction } from '../../domain/lifecycle/scheduled-action.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxOptions } from '../outbox/run-outbox.ts';
import { untilUndisturbed } from '../write.ts';
import { actionWrite } from './schedule-writes.ts';
import { type TransitionPorts, writeTransition } from './transition-campaign.ts';

const LEASE = 'schedule';
const LEASE_TTL = 15 * SECOND;
const PAUSE = SECOND;
const BATCH = 50;

/** Runs what is due until the signal aborts; what fell due while no process ran is caught up, in its order. */
export async function runSchedule(
  core: TransitionPorts & Pick<Core, 'leases'>,
  signal: AbortSignal,
  options: OutboxOptions,
): Promise<void> {
  while (!signal.aborted) {
    const done = await runOnce(core, options.holder).catch(() => 0);
    if (done === 0) await options.sleep(PAUSE, signal);
  }
  const lease = await core.leases.take(LEASE, options.holder, LEASE_TTL).catch(() => null);
  if (lease) await core.leases.giveBack(lease, options.holder).catch(() => undefined);
}

async function runOnce(core: TransitionPorts & Pick<Core, 'leases'>, holder: string): Promise<number> {
  const lease = await core.leases.take(LEASE, holder, LEASE_TTL);
  return lease ? runDueActions(core) : 0;
}

/**
 * Runs at most 50 actions that are due, oldest first, and says how many came to an outcome. Each happens in the transaction that
 * says so, so it happens once, though other processes run it too.
 */
export async function runDueActions(core: TransitionPorts): Promise<number> {
  const now = core.clock.now();
  const due = await core.schedule.due(now, BATCH);
  let settled = 0;
  for (const action of due) if (isRipe(action, now) && (await runAction(core, action.id))) settled += 1;
  return settled;
}

async function runAction(core: TransitionPorts, id: string): Promise<boolean> {
  try {
    return await untilUndisturbed(() => attempt(core, id));
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') return false;
    throw error;
  }
}

/** Says false where somebody else has run it meanwhile. */
async function attempt(core: TransitionPorts, id: string): Promise<boolean> {
  const action = await core.schedule.find(id);
  if (action?.outcome !== 'pending') return false;
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
  return true;
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
