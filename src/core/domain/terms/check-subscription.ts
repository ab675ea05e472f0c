import type { Campaign } from '../campaign/campaign.ts';
import type { Subscription } from '../company/company.ts';
import { type CalendarDate, dateAt, type Instant } from '../shared/time.ts';

/** Why a bundle cannot rest on a subscription. */
export interface SubscriptionProblem {
  readonly code:
    | 'UNKNOWN_REFERENCE'
    | 'SUBSCRIPTION_OF_OTHER_COMPANY'
    | 'SUBSCRIPTION_NOT_ACTIVE'
    | 'CURRENCY_MISMATCH';
  readonly message: string;
}

type Period = Pick<Campaign, 'companyId' | 'currency' | 'startDate' | 'endDate' | 'timeZone'>;

/** What stands against putting a bundle on the subscription; null where nothing does. It must share a day with the campaign. */
export function subscriptionProblem(campaign: Period, subscription: Subscription | null): SubscriptionProblem | null {
  if (!subscription) return { code: 'UNKNOWN_REFERENCE', message: 'The subscription does not exist' };
  if (subscription.companyId !== campaign.companyId)
    return { code: 'SUBSCRIPTION_OF_OTHER_COMPANY', message: 'The subscription belongs to another company' };
  if (subscription.status !== 'active')
    return { code: 'SUBSCRIPTION_NOT_ACTIVE', message: `The subscription is ${subscription.status}` };
  const { startDate, endDate } = campaign;
  if ((endDate && subscription.startsOn > endDate) || (startDate && subscription.endsOn < startDate))
    return { code: 'SUBSCRIPTION_NOT_ACTIVE', message: 'The subscription and the campaign share no day' };
  if (subscription.currency !== campaign.currency)
    return { code: 'CURRENCY_MISMATCH', message: `The subscription is in ${subscription.currency}` };
  return null;
}

/** Whether the subscription carries the campaign now: active, and covering today, or the nearest day of the campaign's period. */
export function carriesNow(campaign: Period, subscription: Subscription | null, at: Instant): boolean {
  if (!subscription || subscriptionProblem(campaign, subscription)) return false;
  const day = nearestDay(dateAt(at, campaign.timeZone), campaign.startDate, campaign.endDate);
  return subscription.startsOn <= day && day <= subscription.endsOn;
}

function nearestDay(today: CalendarDate, start: CalendarDate | null, end: CalendarDate | null): CalendarDate {
  if (start && today < start) return start;
  return end && today > end ? end : today;
}
