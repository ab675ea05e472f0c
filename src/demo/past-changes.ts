import type { ScheduledAction } from '../core/domain/lifecycle/scheduled-action.ts';
import type { OutboxItem } from '../core/domain/outbox/outbox.ts';
import { DomainError } from '../core/domain/shared/errors.ts';
import { runDueActions } from '../core/usecases/lifecycle/run-schedule.ts';
import { deliverItem } from '../core/usecases/outbox/deliver-item.ts';
import type { LineCore } from './line-core.ts';
import type { DueWork } from './past-time.ts';

/** What follows from changes of a line's campaigns while its past is lived through: scheduled transitions, and work that was left over. */
export interface PastChanges {
  /** Does what the campaign's changes up to now have left to be done, and looks up what is to come. */
  settle(campaignId: string): Promise<void>;
  dueWork(): readonly DueWork[];
}

export function createPastChanges({ core, clock, ids }: LineCore): PastChanges {
  const scheduled = new Map<string, readonly ScheduledAction[]>();
  const leftOver = new Map<string, readonly OutboxItem[]>();

  /** Nothing waits but where a process was killed between a change and what follows from it, or another is just about to do it. */
  async function settle(campaignId: string): Promise<void> {
    const { items } = await core.outbox.list({ campaignId, state: 'pending', limit: 100, cursor: null });
    const oldestFirst = items.toReversed();
    for (const item of oldestFirst.filter(isPast)) await deliver(item);
    leftOver.set(
      campaignId,
      oldestFirst.filter((item) => !isPast(item)),
    );
    scheduled.set(campaignId, await core.schedule.pending(campaignId));
  }

  /** After a kill the outbox may hold what belongs to a later time than the one that is lived through again. */
  function isPast({ createdAt }: OutboxItem): boolean {
    return createdAt <= clock.now();
  }

  async function deliver(item: OutboxItem): Promise<void> {
    await deliverItem(core, item);
    const after = await core.outbox.find(item.id);
    if (after?.state !== 'delivered') throw unavailable(`${item.work.kind} cannot be done: ${after?.lastError}`);
  }

  /** Runs the campaign's own actions alone: those of other lines are due at another time than this line's. */
  async function runSchedule({ id, campaignId }: ScheduledAction): Promise<void> {
    ids.begin(`schedule/${id}`);
    const due = async (at: number) => (await core.schedule.pending(campaignId)).filter(({ dueAt }) => dueAt <= at);
    await runDueActions({ ...core, schedule: { ...core.schedule, due } });
    await settle(campaignId);
    const [next] = scheduled.get(campaignId) ?? [];
    if (next && next.dueAt <= clock.now()) throw unavailable(`The change to ${next.to} cannot be made`);
  }

  return {
    settle,
    dueWork: () => [
      ...[...scheduled.values()].flat().map((action) => ({ at: action.dueAt, run: () => runSchedule(action) })),
      ...[...leftOver.values()].flat().map((item) => ({ at: item.createdAt, run: () => settle(item.campaignId) })),
    ],
  };
}

function unavailable(message: string): DomainError {
  return new DomainError('unavailable', 'UNAVAILABLE', message);
}
