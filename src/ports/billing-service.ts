import type { InvoiceLine } from '../core/domain/billing/invoice-line.ts';
import type { UsageEvent } from '../core/domain/billing/usage-event.ts';

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
  /** All of the events are taken, or none. */
  sendUsage(events: readonly UsageEvent[]): Promise<BillingAnswer>;
  postLine(line: InvoiceLine): Promise<BillingAnswer>;
}
