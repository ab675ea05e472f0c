import { authorise } from '../../domain/access/permissions.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import { reviewActivity as decideReview, type ReviewInput } from '../../domain/activity/review-activity.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { outboxWrites } from '../campaigns/writes.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { deliverNow } from '../outbox/deliver-now.ts';
import type { OutboxWorld } from '../outbox/perform-work.ts';
import { auditWrite, requireVersion, untilUndisturbed } from '../write.ts';
import { debitItem, debitItems } from './debit-items.ts';

/**
 * Accepts the campaign proposed for an activity, moves it to another one, or rejects it. A debit follows, and one that a move or a
 * rejection leaves behind is reversed. With `ifVersion` only where the activity is still the one that was read.
 * Throws NOT_FOUND, FORBIDDEN, VERSION_MISMATCH, ACTION_ENDED, CONFLICT, CAMPAIGN_NOT_OPEN, INVALID, UNKNOWN_REFERENCE.
 */
export async function reviewActivity(
  ports: OutboxWorld & Pick<Core, 'ids' | 'receipts'>,
  context: RequestContext,
  input: ReviewInput & { readonly id: string; readonly ifVersion?: number | undefined },
): Promise<Keyed<Activity>> {
  let items: OutboxItem[] = [];
  const answer = await idempotent<Activity>(ports, context, (receiptOf) =>
    untilUndisturbed(async () => {
      const before = await loadForReview(ports, context, input);
      const candidates = await ports.activities.candidates({ companyIds: [before.companyId] });
      const at = ports.clock.now();
      const actor = context.actor.id;
      const { activity, takeBack } = decideReview(before, input, candidates, { at, actor });
      const links = takeBack ? [{ activityId: activity.id, link: takeBack.link }] : [];
      items = [
        ...debitItem(takeBack?.campaignId ?? '', takeBack ? [activity] : [], links, actor, at),
        ...debitItems([activity], actor, at),
      ];
      await ports.transactions.commit([
        { op: 'replace', collection: 'activities', document: activity, ifVersion: before.version },
        ...outboxWrites(items),
        auditWrite(ports, context, at, {
          action: `activity.${input.decision}`,
          resource: `activities/${activity.id}`,
          companyId: activity.companyId,
          before: before,
          after: activity,
        }),
        ...receiptOf(activity),
      ]);
      return activity;
    }),
  );
  if (!answer.replayed) await deliverNow(ports, items);
  return answer;
}

async function loadForReview(
  ports: Pick<Core, 'activities'>,
  { actor }: RequestContext,
  { id, ifVersion }: { readonly id: string; readonly ifVersion?: number | undefined },
): Promise<Activity> {
  const activity = await ports.activities.find(id);
  if (!activity) throw notFound('Activity');
  authorise(actor, 'activity.write', activity.companyId, 'Activity');
  if (ifVersion !== undefined) requireVersion(activity, ifVersion);
  return activity;
}
