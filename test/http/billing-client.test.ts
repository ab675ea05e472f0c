import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createBillingClient } from '../../src/adapters/billing/client.ts';
import { readRetryAfter } from '../../src/adapters/billing/retry-after.ts';
import type { InvoiceLine } from '../../src/core/domain/billing/invoice-line.ts';
import type { UsageEvent } from '../../src/core/domain/billing/usage-event.ts';
import { type BillingServer, type Fate, startBillingServer, TOKEN } from './billing-server.ts';

const EVENT: UsageEvent = {
  id: 'campaign.credits.entry',
  campaignId: 'campaign',
  companyId: 'company',
  meter: 'credits',
  quantity: -25_000,
  unit: 'credit',
  period: null,
  entryId: 'entry',
  time: 1_735_689_600_000,
};
const LINE: InvoiceLine = {
  id: 'campaign.invoice.2025-01.0001',
  version: 1,
  campaignId: 'campaign',
  companyId: 'company',
  month: '2025-01',
  from: '2025-01-01',
  to: '2025-01-31',
  meter: 'committed_seats',
  description: 'Committed seats',
  quantity: 100_000,
  unitPrice: '85.00',
  amount: 850_00,
  currency: 'EUR',
  posted: true,
  corrects: null,
  entries: ['entry'],
  evidence: [],
  createdAt: 0,
};

let server: BillingServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** A client of a server whose requests meet these fates, one after another; then they are answered. */
async function clientOf(fates: readonly Fate[], more: { timeout?: number; rest?: number; token?: string } = {}) {
  const left = [...fates];
  server = await startBillingServer(() => left.shift() ?? 'answered');
  const client = createBillingClient({ url: `${server.url}/`, token: TOKEN, firstRepeat: 1, rest: 60_000, ...more });
  return { client, server };
}

describe('what is sent', () => {
  it('is a CloudEvents 1.0 batch, told apart by source and id', async () => {
    const { client, server } = await clientOf([]);
    expect(await client.sendUsage([EVENT, { ...EVENT, id: 'x', entryId: null, period: '2025-01-02' }])).toEqual({
      outcome: 'accepted',
    });
    expect([...server.local.events.values()][0]).toEqual({
      specversion: '1.0',
      id: 'campaign.credits.entry',
      source: '/campaigns/campaign',
      type: 'campaign.usage',
      subject: 'company',
      time: '2025-01-01T00:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        campaignId: 'campaign',
        companyId: 'company',
        meter: 'credits',
        quantity: -2.5,
        unit: 'credit',
        entryId: 'entry',
      },
    });
  });

  it('is a line under its own id as the key, with money as text and without what it rests on', async () => {
    const { client, server } = await clientOf(['answer lost']);
    expect(await client.postLine(LINE)).toEqual({ outcome: 'accepted' });
    expect([...server.local.lines.keys()]).toEqual([LINE.id]);
    const line = server.local.lines.get(LINE.id);
    expect(line).toMatchObject({ amount: '850.00', quantity: 10, currency: 'EUR', corrects: null });
    expect(line).not.toHaveProperty('entries');
  });

  it('has the fields that the description of the billing service names', async () => {
    const text = await readFile('docs/billing-service.openapi.json', 'utf8');
    const { paths, components } = JSON.parse(text);
    const { client, server } = await clientOf([]);
    await client.postLine(LINE);
    await client.sendUsage([EVENT]);
    expect(Object.keys(paths)).toEqual(['/events', '/invoice-lines', '/subscriptions', '/subscriptions/{id}']);
    const { InvoiceLine, UsageEvent } = components.schemas;
    expect(Object.keys(server.local.lines.get(LINE.id) ?? {}).sort()).toEqual([...InvoiceLine.required].sort());
    const event = [...server.local.events.values()][0];
    expect(Object.keys(event ?? {}).sort()).toEqual([...UsageEvent.required].sort());
    expect(UsageEvent.properties.data.properties.meter.enum).toContain(event?.data.meter);
  });
});

describe('what fails', () => {
  it('is tried again at once, at most twice', async () => {
    const { client, server } = await clientOf(['failed', 'away']);
    expect(await client.postLine(LINE)).toEqual({ outcome: 'accepted' });
    expect(server.fates).toHaveLength(3);
    const other = await clientOf(['failed', 'failed', 'failed']);
    expect(await other.client.postLine(LINE)).toMatchObject({
      outcome: 'unavailable',
      reason: 'HTTP 500',
      untried: false,
    });
    await server.stop();
  });

  it.each([400, 401, 404, 409, 422])('with %i is refused for good, and asked once', async (status) => {
    const { client, server } = await clientOf([new Response(null, { status })]);
    expect(await client.postLine(LINE)).toEqual({ outcome: 'refused', reason: `HTTP ${status}` });
    expect(server.fates).toHaveLength(1);
  });

  it.each([408, 425, 429, 503])('with %i may be different another time', async (status) => {
    const answer = () => new Response(null, { status, headers: { 'Retry-After': '7' } });
    const { client, server } = await clientOf([answer()]);
    expect(await client.postLine(LINE)).toEqual({
      outcome: 'unavailable',
      reason: `HTTP ${status}`,
      retryAfter: 7_000,
      untried: false,
    });
    expect(server.fates).toHaveLength(1);
  });

  it('to answer in time is given up', async () => {
    const { client } = await clientOf(['hangs', 'hangs', 'hangs'], { timeout: 30 });
    expect(await client.postLine(LINE)).toMatchObject({ outcome: 'unavailable', reason: 'no answer in time' });
  });

  it('five times in a row opens the circuit: then nothing is asked', async () => {
    const { client, server } = await clientOf(Array(9).fill('failed'));
    for (let times = 0; times < 3; times++) await client.postLine(LINE);
    const asked = server.fates.length;
    expect(asked).toBe(5);
    expect(await client.postLine(LINE)).toEqual({
      outcome: 'unavailable',
      reason: 'circuit open',
      retryAfter: 60_000,
      untried: true,
    });
    expect(server.fates).toHaveLength(asked);
  });
});

it('reads Retry-After in seconds and as a date', () => {
  const now = Date.parse('2025-01-01T00:00:00Z');
  expect(readRetryAfter('120', now)).toBe(120_000);
  expect(readRetryAfter('Wed, 01 Jan 2025 00:01:00 GMT', now)).toBe(60_000);
  expect(readRetryAfter('Tue, 31 Dec 2024 00:00:00 GMT', now)).toBe(0);
  expect(readRetryAfter('soon', now)).toBeNull();
  expect(readRetryAfter(null, now)).toBeNull();
});
