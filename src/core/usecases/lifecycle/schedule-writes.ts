import type { Write } from '../../../ports/transactions.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { planPeriod } from '../../domain/lifecycle/plan-period.ts';
import type { ScheduledAction } from '../../domain/lifecycle/scheduled-action.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';

/** The write that keeps an action's next version against the one that was read. */
export function actionWrite(action: ScheduledAction): Write {
  return { op: 'replace', collection: 'scheduledActions', document: action, ifVersion: action.version - 1 };
}

/**
 * What keeps the schedule in step with a campaign that changed, to be written in the same transaction.
 * @param running the action that brings the change about and settles itself
 */
export async function periodWrites(
  ports: Pick<Core, 'ids' | 'schedule'>,
  campaign: Campaign,
  at: Instant,
  running: string | null = null,
): Promise<Write[]> {
  const pending = await ports.schedule.pending(campaign.id);
  const others = pending.filter(({ id }) => id !== running);
  const { added, cancelled } = planPeriod(campaign, others, () => ports.ids.next(), at);
  return [
    ...cancelled.map(actionWrite),
    ...added.map((document): Write => ({ op: 'insert', collection: 'scheduledActions', document })),
  ];
}
