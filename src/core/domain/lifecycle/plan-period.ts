import { SYSTEM } from '../access/actor.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { addDays, type Instant, startOfDay } from '../shared/time.ts';
import { cancelled, type ScheduledAction } from './scheduled-action.ts';
import type { CampaignStatus } from './status.ts';

type Period = Pick<Campaign, 'id' | 'companyId' | 'status' | 'startDate' | 'endDate' | 'timeZone'>;

/** What keeping the schedule in step with the campaign writes. */
export interface ScheduleChange {
  readonly added: readonly ScheduledAction[];
  /** One version on. */
  readonly cancelled: readonly ScheduledAction[];
}

/**
 * What the campaign's period asks for: planned or recruiting it becomes active at 00:00 local on startDate, and from then on
 * completed at 00:00 local on the day after endDate; paused it does neither.
 */
export function periodTransitions({ status, startDate, endDate, timeZone }: Period): Map<CampaignStatus, Instant> {
  const wanted = new Map<CampaignStatus, Instant>();
  const awaitsStart = status === 'planned' || status === 'recruiting';
  if (awaitsStart && startDate) wanted.set('active', startOfDay(startDate, timeZone));
  if ((awaitsStart || status === 'active') && endDate)
    wanted.set('completed', startOfDay(addDays(endDate, 1), timeZone));
  return wanted;
}

/**
 * Brings the pending actions of a campaign in step with its state and period: what no longer follows is cancelled, what is missing is
 * added. A campaign that is closed or moved to another company keeps nothing pending, not even what people asked for.
 */
export function planPeriod(
  campaign: Period,
  pending: readonly ScheduledAction[],
  newId: () => string,
  at: Instant,
): ScheduleChange {
  const wanted = periodTransitions(campaign);
  const obsolete = pending.filter(
    ({ cause, to, dueAt, companyId }) =>
      campaign.status === 'closed' ||
      companyId !== campaign.companyId ||
      (cause === 'period' && wanted.get(to) !== dueAt),
  );
  const kept = pending.filter((action) => action.cause === 'period' && !obsolete.includes(action));
  const added = [...wanted]
    .filter(([to]) => !kept.some((action) => action.to === to))
    .map(([to, dueAt]) => periodAction(campaign, to, dueAt, newId(), at));
  return {
    added,
    cancelled: obsolete.map((action) =>
      cancelled(action, `The campaign is ${campaign.status}, or what it was scheduled by changed`),
    ),
  };
}

function periodAction(
  { id: campaignId, companyId }: Period,
  to: CampaignStatus,
  dueAt: Instant,
  id: string,
  createdAt: Instant,
): ScheduledAction {
  return {
    id,
    version: 1,
    campaignId,
    companyId,
    to,
    dueAt,
    ranAt: null,
    latenessMs: null,
    outcome: 'pending',
    detail: null,
    reason: null,
    actor: SYSTEM.id,
    cause: 'period',
    createdAt,
  };
}
