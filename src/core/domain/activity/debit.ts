import type { Command } from '../capacity/command.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { Activity, ActivityContent, DebitRefusal } from './activity.ts';

/** One link of an activity: each is debited at most once. */
export interface Link {
  readonly activityId: string;
  readonly link: number;
}

/** Hours where they were given, else one session; null for a match or a completion without hours, which debit nothing. */
export function volumeOf({ kind, hours }: Pick<ActivityContent, 'kind' | 'hours'>): Quantity | null {
  return hours ?? (kind === 'session' ? SCALE : null);
}

/** The ledger key of a link's debit, fixed by the activity's id: whoever writes it, it stands once. */
export function debitKey({ activityId, link }: Link): string {
  return `activity/${activityId}/${link}`;
}

/** The ledger key of the entry that takes a link's debit back. */
export function returnKey(link: Link): string {
  return `${debitKey(link)}/back`;
}

/** Whether the link stands and is to be debited. */
export function isDue(activity: Activity | undefined, { link }: Link): activity is Activity {
  return activity?.link === link && activity.state === 'linked' && activity.debit === 'due';
}

/**
 * The consumption of a linked activity: its volume, which the account rates. What happened before the campaign was made counts from
 * then on, since an account takes nothing earlier. It carries no subject: who took part is the activity's affair.
 */
export function debitCommand(activity: Activity, campaignId: string, madeAt: Instant, actor: string): Command {
  return {
    kind: 'consume',
    campaignId,
    key: debitKey({ activityId: activity.id, link: activity.link }),
    hash: null,
    quantity: null,
    volume: volumeOf(activity),
    subject: null,
    actor,
    occurredAt: Math.max(activity.occurredAt, madeAt),
    ...(activity.instanceId !== null && { instanceId: activity.instanceId }),
  };
}

/** The activity with what its campaign's account said to the debit. */
export function refuseDebit(activity: Activity, refusal: DebitRefusal): Activity {
  return { ...activity, version: activity.version + 1, debit: 'refused', refusal, attention: 'refused' };
}
