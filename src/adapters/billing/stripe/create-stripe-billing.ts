import type { UsageEvent } from '../../../core/domain/billing/usage-event.ts';
import type { Instant } from '../../../core/domain/shared/time.ts';
import type { BillingAnswer, BillingService } from '../../../ports/billing-service.ts';
import { type Patience, patienceOf } from '../../remote/policy.ts';
import { sendSingly } from '../answers.ts';
import { createCustomers } from './customers.ts';
import { postInvoiceItem } from './lines.ts';
import { createRequests } from './requests.ts';
import { sendMeterEvent } from './usage.ts';

export interface StripeSettings {
  readonly apiKey: string;
  /** Where Stripe is, scheme and host; null for Stripe itself. */
  readonly base: string | null;
  /** The event names of Stripe's meters by our meter; one that is not named has our own. */
  readonly meters: Readonly<Record<string, string>>;
}

export interface StripeOptions extends StripeSettings, Partial<Patience> {
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => Instant;
}

/** Customers that are told of at once; Stripe takes one event at a time for each. */
const CUSTOMERS_AT_ONCE = 8;

/** Stripe as the billing service: use as meter events, lines as invoice items. It keeps no subscriptions as we know them. */
export function createStripeBilling(given: StripeOptions): BillingService {
  const { apiKey, base, meters, fetch = globalThis.fetch, now = Date.now } = given;
  const requests = createRequests({ ...patienceOf(given), apiKey, base, fetch });
  const options = { meters, now, customerOf: createCustomers(requests) };
  const send = (event: UsageEvent) => requests.answer(() => sendMeterEvent(requests, event, options));

  return {
    async sendUsage(events) {
      const answers = new Map<UsageEvent, BillingAnswer>();
      const queues = Map.groupBy(events, ({ companyId }) => companyId).values();
      async function work(): Promise<void> {
        for (const queue of queues)
          for (const [at, answer] of (await sendSingly(queue, send)).entries())
            answers.set(queue[at] as UsageEvent, answer);
      }
      await Promise.all(Array.from({ length: CUSTOMERS_AT_ONCE }, work));
      return events.map((event) => answers.get(event) as BillingAnswer);
    },
    postLine: (line) => requests.answer(() => postInvoiceItem(requests, line, options)),
    subscriptions: null,
  };
}
