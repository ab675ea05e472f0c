import type { InvoiceLine } from '../core/domain/billing/invoice-line.ts';
import type { UsageEvent } from '../core/domain/billing/usage-event.ts';
import type { SubscriptionInput } from '../core/domain/company/input.ts';

/**
 * `accepted`: it stands there, now or from before. `refused`: it will never be taken as it is. `unavailable`: try again, after
 * `retryAfter` milliseconds where the service named them; `untried` where the circuit breaker did not even ask.
 * `reason` is short and holds no answer's body.
 */
export type BillingAnswer =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly reason: string }
  | {
      readonly outcome: 'unavailable';
      readonly reason: string;
      readonly retryAfter: number | null;
      readonly untried: boolean;
    };

/** The billing service. It tells repeats by the ids of events and lines, so everything may be sent again. Never throws. */
export interface BillingService {
  /** An answer for each event, in their order. Behind an event that is unavailable nothing of its campaign is sent, and is unavailable too. */
  sendUsage(events: readonly UsageEvent[]): Promise<readonly BillingAnswer[]>;
  postLine(line: InvoiceLine): Promise<BillingAnswer>;
  /** Null where this service keeps no subscriptions: then they are registered here. */
  readonly subscriptions: BilledSubscriptions | null;
}

/** A subscription as billing describes it; what it says is still to be checked. */
export type BilledSubscription = SubscriptionInput & { readonly id: string };

/** The subscriptions that billing keeps. Null where it cannot be asked at present; never throws. */
export interface BilledSubscriptions {
  /** None where there is no such subscription. */
  find(id: string): Promise<readonly BilledSubscription[] | null>;
  ofCompany(companyId: string): Promise<readonly BilledSubscription[] | null>;
}
