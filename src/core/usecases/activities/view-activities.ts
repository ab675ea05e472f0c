import { type Actor, isStaff } from '../../domain/access/actor.ts';
import type { Activity, DebitRefusal } from '../../domain/activity/activity.ts';
import { debitKey } from '../../domain/activity/debit.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { Quantity } from '../../domain/shared/quantity.ts';
import type { Core } from '../core.ts';

/**
 * A link's debit as the ledger has it: `pending` until its entry is there, `done`, `returned` where an entry took all of it back;
 * `held` before a review, `refused` by the campaign's account.
 */
export interface DebitView {
  readonly state: 'pending' | 'done' | 'returned' | 'held' | 'refused';
  readonly entryId: string | null;
  /** What is debited now; null before the entry is there. */
  readonly quantity: Quantity | null;
  readonly refusal: DebitRefusal | null;
}

/** An activity as somebody may see it; to company roles subjects and other people's ids are null. */
export interface ActivityView {
  readonly activity: Omit<Activity, 'subject' | 'recordedBy'> & {
    readonly subject: string | null;
    readonly recordedBy: string | null;
  };
  readonly debit: DebitView | null;
}

/** Activities with their debits, in the same order; two reads for each campaign that debits. */
export async function viewActivities(
  ports: Pick<Core, 'capacityLog'>,
  actor: Actor,
  activities: readonly Activity[],
): Promise<ActivityView[]> {
  const tried = activities.filter(({ debit, campaignId }) => debit !== null && debit !== 'held' && campaignId !== null);
  const found = await Promise.all(
    [...Map.groupBy(tried, ({ campaignId }) => campaignId ?? '')].map(([campaignId, ofCampaign]) =>
      debitsIn(ports, campaignId, ofCampaign),
    ),
  );
  const debits = new Map(found.flat());
  return activities.map((activity) => ({ activity: redact(activity, actor), debit: debitOf(activity, debits) }));
}

interface Debited {
  readonly entry: Entry;
  readonly left: Quantity;
}

async function debitsIn(
  { capacityLog }: Pick<Core, 'capacityLog'>,
  campaignId: string,
  activities: readonly Activity[],
): Promise<[string, Debited][]> {
  const keys = activities.map(({ id, link }) => debitKey({ activityId: id, link }));
  const entries = await capacityLog.byKeys(campaignId, keys);
  if (entries.size === 0) return [];
  const related = await capacityLog.related(
    campaignId,
    [...entries.values()].map(({ id }) => id),
  );
  const returned = Map.groupBy(
    related.filter(({ kind }) => kind === 'reverse'),
    ({ relatesTo }) => relatesTo,
  );
  return [...entries].map(([key, entry]) => {
    const back = (returned.get(entry.id) ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
    return [key, { entry, left: entry.quantity - back }];
  });
}

function debitOf(activity: Activity, debits: ReadonlyMap<string, Debited>): DebitView | null {
  const { id, link, debit, refusal } = activity;
  if (debit === null) return null;
  const debited = debits.get(debitKey({ activityId: id, link }));
  if (debited) {
    const { entry, left } = debited;
    return { state: left > 0 ? 'done' : 'returned', entryId: entry.id, quantity: left, refusal: null };
  }
  return { state: debit === 'due' ? 'pending' : debit, entryId: null, quantity: null, refusal };
}

function redact(activity: Activity, actor: Actor): ActivityView['activity'] {
  if (isStaff(actor)) return activity;
  const { recordedBy, reviewedBy } = activity;
  return {
    ...activity,
    subject: null,
    recordedBy: recordedBy === actor.id ? recordedBy : null,
    reviewedBy: reviewedBy === actor.id ? reviewedBy : null,
  };
}
