import type { Activity } from '../../domain/activity/activity.ts';
import type { Link } from '../../domain/activity/debit.ts';
import { GRACE } from '../../domain/outbox/make-item.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import type { Instant } from '../../domain/shared/time.ts';

/** The work that debits those of the activities whose debit is due, one item for each campaign. */
export function debitItems(activities: readonly Activity[], actor: string, at: Instant): OutboxItem[] {
  const due = activities.filter(({ debit, campaignId }) => debit === 'due' && campaignId !== null);
  return [...Map.groupBy(due, ({ campaignId }) => campaignId ?? '')].flatMap(([campaignId, ofCampaign]) => {
    const links = ofCampaign.map(({ id, link }) => ({ activityId: id, link }));
    return debitItem(campaignId, ofCampaign, links, actor, at);
  });
}

/** The work that sees to these links of one campaign's activities; its id is fixed by the first one's version. */
export function debitItem(
  campaignId: string,
  activities: readonly Activity[],
  links: readonly Link[],
  actor: string,
  at: Instant,
): OutboxItem[] {
  const [first] = activities;
  if (!first) return [];
  return [
    {
      id: `${campaignId}.activity.${first.id}.v${first.version}`,
      version: 1,
      campaignId,
      companyId: first.companyId,
      work: { kind: 'activity.debit', accountId: campaignId, links, actor },
      state: 'pending',
      attempts: 0,
      lastError: null,
      nextAttemptAt: at + GRACE,
      createdAt: at,
      deliveredAt: null,
    },
  ];
}
