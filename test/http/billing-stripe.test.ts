import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createStripeBilling, type StripeOptions } from '../../src/adapters/billing/stripe/create-stripe-billing.ts';
import { toStripeAmount } from '../../src/adapters/billing/stripe/money.ts';
import { DAY, HOUR, SECOND } from '../../src/core/domain/shared/time.ts';
import { startStripeMock } from '../setup/stripe-mock.ts';
import { aLine, anEvent } from './billing-documents.ts';
import { API_KEY, type StripeServer, type StripeServerOptions, startStripeServer } from './stripe-server.ts';

const mock = await startStripeMock();
afterAll(() => mock.stop());

let server: StripeServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const NOW = aLine().createdAt + 60_000;

async function stripeOf(more: Partial<StripeOptions> = {}, options: Partial<StripeServerOptions> = {}) {
  const now = more.now ?? (() => NOW);
  const stripe = await startStripeServer({ mock: mock.url, now, ...options });
  server = stripe;
  stripe.customers.set('company', ['cus_1']);
  const client = { apiKey: API_KEY, base: stripe.url, meters: {}, firstRepeat: 1, now };
  return { stripe, billing: createStripeBilling({ ...client, ...more }) };
}

describe('a meter event', () => {
  it('has the event’s id, the meter’s name and the customer, and counts credits in ten-thousandths', async () => {
    const { stripe, billing } = await stripeOf({ meters: { credits: 'campaign_credits' } });
    const day = anEvent({ id: 'day', meter: 'seat_days', unit: 'seat', quantity: 120_000, time: NOW - DAY });
    await billing.sendUsage([anEvent({ time: NOW - HOUR }), day]);
    expect([...stripe.events.values()]).toEqual([
      {
        event_name: 'campaign_credits',
        identifier: 'campaign.credits.entry',
        timestamp: (NOW - HOUR) / SECOND,
        value: -25_000,
        customer: 'cus_1',
      },
      { event_name: 'seat_days', identifier: 'day', timestamp: (NOW - DAY) / SECOND, value: 12, customer: 'cus_1' },
    ]);
  });

  it('of long ago is told as of the oldest day that Stripe takes', async () => {
    const { stripe, billing } = await stripeOf();
    expect(await billing.sendUsage([anEvent({ time: NOW - 90 * DAY })])).toEqual([{ outcome: 'accepted' }]);
    expect([...stripe.events.values()][0]?.timestamp).toBe((NOW - 34 * DAY) / SECOND);
  });

  it('with an id longer than Stripe takes has one made of it, the same each time', async () => {
    const { stripe, billing } = await stripeOf();
    const events = [anEvent({ id: 'x'.repeat(101) }), anEvent({ id: 'x'.repeat(102) })];
    for (let times = 0; times < 2; times++) await billing.sendUsage(events);
    expect([...stripe.events.keys()].map(({ length }) => length)).toEqual([64, 64]);
  });

  it('in parts of what is whole is refused here', async () => {
    const { stripe, billing } = await stripeOf();
    const event = anEvent({ meter: 'learners', unit: 'learner', quantity: 5_000 });
    expect(await billing.sendUsage([event])).toMatchObject([{ outcome: 'refused' }]);
    expect(stripe.fates).toEqual([]);
  });

  it('is sent one at a time for each customer', async () => {
    const under = new Map<string, number>();
    let most = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const customer = new URLSearchParams(String(init?.body)).get('payload[stripe_customer_id]') ?? '';
      const now = (under.get(customer) ?? 0) + 1;
      under.set(customer, now);
      if (customer) most = Math.max(most, now);
      const response = await globalThis.fetch(input, init);
      under.set(customer, now - 1);
      return response;
    };
    const { stripe, billing } = await stripeOf({ fetch });
    stripe.customers.set('another', ['cus_2']);
    const events = Array.from({ length: 12 }, (_, at) =>
      anEvent({ id: `e${at}`, campaignId: `c${at % 3}`, companyId: at % 2 ? 'company' : 'another' }),
    );
    expect(await billing.sendUsage(events)).toEqual(events.map(() => ({ outcome: 'accepted' })));
    expect(stripe.events.size).toBe(12);
    expect(most).toBe(1);
  });
});

describe('an invoice item', () => {
  it('says the line, with money in Stripe’s smallest unit', async () => {
    const { stripe, billing } = await stripeOf();
    await billing.postLine(aLine({ corrects: 'other' }));
    expect(stripe.items).toEqual([
      expect.objectContaining({
        customer: 'cus_1',
        amount: '85000',
        currency: 'eur',
        description: 'Committed seats',
        'period[start]': String(Date.parse('2025-01-01') / SECOND),
        'period[end]': String(Date.parse('2025-01-31') / SECOND),
        'metadata[line_id]': aLine().id,
        'metadata[campaign_id]': 'campaign',
        'metadata[month]': '2025-01',
        'metadata[quantity]': '10',
        'metadata[unit_price]': '85.00',
        'metadata[corrects]': 'other',
      }),
    ]);
    expect([...stripe.keys.keys()]).toEqual([aLine().id]);
  });

  it.each([
    ['EUR', 12_34, 1234],
    ['EUR', -12_34, -1234],
    ['JPY', 500, 500],
    ['JPY', -500, -500],
    ['ISK', 5, 500],
    ['UGX', 5, 500],
    ['MGA', 5_00, 5],
    ['MGA', 5_40, null],
    ['KWD', 5_120, 5120],
    ['KWD', 5_124, null],
    ['IQD', 5_120, 512],
  ])('of %s %i in minor units is %s to Stripe', (currency, minor, amount) => {
    expect(toStripeAmount(minor, currency)).toBe(amount);
  });

  it('that Stripe cannot charge exactly is refused here, and says so', async () => {
    const { stripe, billing } = await stripeOf();
    const answer = { outcome: 'refused', reason: 'Stripe cannot charge exactly 5.124 KWD' };
    expect(await billing.postLine(aLine({ currency: 'KWD', amount: 5_124 }))).toEqual(answer);
    expect(stripe.items).toEqual([]);
  });

  it('is looked for first once Stripe may have forgotten its key', async () => {
    let now = NOW;
    const { stripe, billing } = await stripeOf({ now: () => now });
    await billing.postLine(aLine());
    now += 3 * DAY;
    stripe.keys.clear();
    expect(await billing.postLine(aLine())).toEqual({ outcome: 'accepted' });
    expect(stripe.items).toHaveLength(1);
    expect(await billing.postLine(aLine({ id: 'another' }))).toEqual({ outcome: 'accepted' });
    expect(stripe.items).toHaveLength(2);
  });

  it('is posted anew behind a failure that Stripe has stored with its key', async () => {
    let breaks = 2;
    const { stripe, billing } = await stripeOf({}, { breaksAt: () => breaks-- > 0 });
    expect(await billing.postLine(aLine())).toEqual({ outcome: 'accepted' });
    expect(stripe.items).toHaveLength(1);
    expect([...stripe.keys.keys()]).toEqual([aLine().id, `${aLine().id}/req_1`, `${aLine().id}/req_2`]);
    expect(await billing.postLine(aLine())).toEqual({ outcome: 'accepted' });
    expect(stripe.items).toHaveLength(1);
  });

  it('waits for a request with its key that is still under way', async () => {
    const error = { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'Under way' };
    const fates = [null, Response.json({ error }, { status: 409 })];
    const { billing, stripe } = await stripeOf({}, { fateOf: () => fates.shift() ?? 'answered' });
    expect(await billing.postLine(aLine())).toEqual({ outcome: 'accepted' });
    expect(stripe.items).toHaveLength(1);
  });
});

describe('a company', () => {
  it('without a customer waits for one, and with several for one', async () => {
    const { stripe, billing } = await stripeOf();
    const line = aLine({ companyId: 'new' });
    expect(await billing.postLine(line)).toMatchObject({
      outcome: 'unavailable',
      reason: 'no Stripe customer has the company as company_id',
      untried: false,
    });
    stripe.customers.set('new', ['cus_2', 'cus_3']);
    expect(await billing.postLine(line)).toMatchObject({ outcome: 'unavailable' });
    stripe.customers.set('new', ['cus_2']);
    expect(await billing.postLine(line)).toEqual({ outcome: 'accepted' });
    expect(stripe.items).toMatchObject([{ customer: 'cus_2' }]);
  });

  it('is asked for once', async () => {
    const { stripe, billing } = await stripeOf();
    await billing.postLine(aLine());
    const asked = stripe.fates.length;
    await billing.postLine(aLine({ id: 'another' }));
    expect(stripe.fates).toHaveLength(asked + 1);
  });
});

describe('an answer', () => {
  it('that is no Stripe’s is never taken for one', async () => {
    const fates = [null];
    const page = () => new Response('{"message":"a proxy"}');
    const { billing, stripe } = await stripeOf({}, { fateOf: () => (fates.shift() === null ? 'answered' : page()) });
    expect(await billing.postLine(aLine())).toMatchObject({ outcome: 'unavailable', reason: 'no answer of Stripe' });
    expect(stripe.items).toEqual([]);
  });

  it('keeps Stripe’s code, and nothing of what was sent', async () => {
    const error = { type: 'invalid_request_error', code: 'resource_missing', message: 'No such customer: cus_1' };
    const fates = [null, Response.json({ error }, { status: 400 })];
    const { billing } = await stripeOf({}, { fateOf: () => fates.shift() ?? 'answered' });
    expect(await billing.postLine(aLine())).toEqual({ outcome: 'refused', reason: 'HTTP 400 resource_missing' });
  });
});
