import { subscriptionReading } from '../../domain/billing/billing-reading.ts';
import type { Subscription } from '../../domain/company/company.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';

/** A subscription with when billing last said so; null where it is kept here. */
export type SubscriptionView = Subscription & { readonly asOf: Instant | null };

/** How old what is known of these subscriptions is. */
export async function withAge(
  { billing, billingRecords }: Pick<Core, 'billingRecords'> & Partial<Pick<Core, 'billing'>>,
  subscriptions: readonly Subscription[],
): Promise<SubscriptionView[]> {
  if (!billing?.subscriptions || subscriptions.length === 0)
    return subscriptions.map((subscription) => ({ ...subscription, asOf: null }));
  const readings = await billingRecords.readings(subscriptions.map(({ id }) => subscriptionReading(id)));
  const at = new Map(readings.map((reading) => [reading.id, reading.at]));
  return subscriptions.map((each) => ({ ...each, asOf: at.get(subscriptionReading(each.id)) ?? null }));
}
