import { createBillingClient } from '../../src/adapters/billing/client.ts';
import { createStripeBilling } from '../../src/adapters/billing/stripe/create-stripe-billing.ts';
import type { Patience } from '../../src/adapters/remote/policy.ts';
import type { BillingService } from '../../src/ports/billing-service.ts';
import { startBillingServer, TOKEN } from './billing-server.ts';
import type { FatedServer, FateOf } from './fated-server.ts';
import { API_KEY, startStripeServer } from './stripe-server.ts';

/** A billing service behind a real socket, its adapter, and what it was told and charged, by our ids and once each. */
export interface ServedBilling {
  readonly server: FatedServer;
  readonly billing: BillingService;
  /** Quantities in units by the ids of events. */
  told(): Map<string, number>;
  /** Ids of lines with their amounts, in the order in which they came. */
  charged(): string[];
}

export interface ServeOptions extends Partial<Patience> {
  readonly fateOf?: FateOf;
  readonly now?: () => number;
}

/** The billing service of the API, as docs/billing-service.openapi.json describes it. */
export async function serveBilling({ fateOf, now: _, ...patience }: ServeOptions): Promise<ServedBilling> {
  const server = await startBillingServer(fateOf);
  return {
    server,
    billing: createBillingClient({ url: server.url, token: TOKEN, ...patience }),
    told: () => new Map([...server.local.events.values()].map(({ id, data }) => [id, data.quantity])),
    charged: () => [...server.local.lines.values()].map(({ id, amount, currency }) => `${id} ${amount} ${currency}`),
  };
}

/** Stripe, with one customer for each company. */
export async function serveStripe(mock: string, { fateOf, now, ...patience }: ServeOptions): Promise<ServedBilling> {
  const server = await startStripeServer({ mock, ...(fateOf && { fateOf }), ...(now && { now }) });
  server.customers.get = (companyId) => [`cus_${companyId.replaceAll('-', '')}`];
  const options = { apiKey: API_KEY, base: server.url, meters: {}, ...patience, ...(now && { now }) };
  return {
    server,
    billing: createStripeBilling(options),
    told: () =>
      new Map(
        [...server.events.values()].map(({ identifier, value, event_name }) => [
          identifier,
          value / (event_name === 'credits' ? 10_000 : 1),
        ]),
      ),
    charged: () =>
      server.items.map((item) => {
        const amount = (Number(item.amount) / 100).toFixed(2);
        return `${item['metadata[line_id]']} ${amount} ${item.currency?.toUpperCase()}`;
      }),
  };
}
