import type { BillingService } from '../../ports/billing-service.ts';
import { createBillingClient } from './client.ts';
import { createLocalBilling } from './local-server.ts';
import { createStripeBilling, type StripeSettings } from './stripe/create-stripe-billing.ts';

export interface BillingSettings {
  /** Null where no billing service is set. */
  readonly billing: { readonly url: string; readonly token: string } | null;
  /** Null where Stripe is not set. */
  readonly stripe: StripeSettings | null;
  readonly demo: boolean;
}

const LOCAL = { url: 'http://billing.localhost', token: 'local' };

/** The billing service that is set, in the demo a local one; null where use is to wait in the outbox. */
export function createBilling({ billing, stripe, demo }: BillingSettings): BillingService | null {
  if (billing) return createBillingClient(billing);
  if (stripe) return createStripeBilling(stripe);
  if (!demo) return null;
  const local = createLocalBilling(LOCAL.token);
  return createBillingClient({
    ...LOCAL,
    subscriptions: false,
    fetch: (input, init) => local.fetch(new Request(input, init)),
  });
}
