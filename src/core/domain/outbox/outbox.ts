import type { Link } from '../activity/debit.ts';
import type { InvoiceLine } from '../billing/invoice-line.ts';
import type { UsageEvent } from '../billing/usage-event.ts';
import type { AccountChange } from '../capacity/entry.ts';
import type { CampaignStatus } from '../lifecycle/status.ts';
import type { Instant } from '../shared/time.ts';

/** Work that follows a change: written with it, done at least once, idempotent. */
export type OutboxWork =
  /** Tell the capacity account what changed; repeated until the entry stands. */
  | { readonly kind: 'capacity.apply'; readonly accountId: string; readonly change: AccountChange }
  /** Make the first program instance, once ever. */
  | { readonly kind: 'instance.create' }
  /** Take the final snapshot of a campaign that was completed at this time, once. */
  | { readonly kind: 'snapshot.final'; readonly at: Instant }
  /** Debit the links that stand, and take back the debits of those that do not stand any more. */
  | {
      readonly kind: 'activity.debit';
      readonly accountId: string;
      readonly links: readonly Link[];
      readonly actor: string;
    }
  /** Tell the live stream of a transition. */
  | {
      readonly kind: 'campaign.transitioned';
      readonly from: CampaignStatus;
      readonly to: CampaignStatus;
      readonly at: Instant;
    }
  /** Hold SROI and spending against their bars: something may have crossed one. */
  | { readonly kind: 'alert.impact' }
  | BillingWork;

/** What the billing service is to be told, in its order within a campaign. */
export type BillingWork =
  | { readonly kind: 'billing.usage'; readonly event: UsageEvent }
  | { readonly kind: 'billing.line'; readonly line: InvoiceLine };

export type OutboxState = 'pending' | 'delivered' | 'dead';

export interface OutboxItem {
  /** Fixed by the cause, e.g. `<campaignId>.v7.instance.create`, so that a cause makes it once. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly work: OutboxWork;
  /** Billing has a relay of its own, so that nothing else waits for it. */
  readonly queue?: 'billing';
  readonly state: OutboxState;
  readonly attempts: number;
  /** A code or a short sentence, never a driver's message. */
  readonly lastError: string | null;
  readonly nextAttemptAt: Instant;
  readonly createdAt: Instant;
  readonly deliveredAt: Instant | null;
}
