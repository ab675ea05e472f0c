import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createBillingClient } from '../../src/adapters/billing/client.ts';
import { readRetryAfter } from '../../src/adapters/remote/retry-after.ts';
import { aLine, anEvent } from './billing-documents.ts';
import { type BillingServer, type Fate, startBillingServer, TOKEN } from './billing-server.ts';

const EVENT = anEvent();
const LINE = aLine();

let server: BillingServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** A client of a server whose requests meet these fates, one after another; then they are answered. */
async function clientOf(fates: readonly Fate[]) {
  const left = [...fates];
  server = await startBillingServer(() => left.shift() ?? 'answered');
  const client = createBillingClient({ url: `${server.url}/`, token: TOKEN, firstRepeat: 1 });
  return { client, server };
}

describe('what is sent', () => {
  it('is a CloudEvents 1.0 batch, told apart by source and id', async () => {
    const { client, server } = await clientOf([]);
    expect(await client.sendUsage([EVENT, { ...EVENT, id: 'x', entryId: null, period: '2025-01-02' }])).toEqual([
      { outcome: 'accepted' },
      { outcome: 'accepted' },
    ]);
    expect(server.fates).toHaveLength(1);
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

it('reads Retry-After in seconds and as a date', () => {
  const now = Date.parse('2025-01-01T00:00:00Z');
  expect(readRetryAfter('120', now)).toBe(120_000);
  expect(readRetryAfter('Wed, 01 Jan 2025 00:01:00 GMT', now)).toBe(60_000);
  expect(readRetryAfter('Tue, 31 Dec 2024 00:00:00 GMT', now)).toBe(0);
  expect(readRetryAfter('soon', now)).toBeNull();
  expect(readRetryAfter(null, now)).toBeNull();
});
