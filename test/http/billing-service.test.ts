import { afterAll, expect, it, vi } from 'vitest';
import { createBillingClient } from '../../src/adapters/billing/client.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { startBillingServer, TOKEN } from './billing-server.ts';
import { createTestApi } from './support.ts';
import { createWorld } from './world.ts';

const { uri } = await openTestDatabase();
const mongo = await mongoAdapters(uri);
const server = await startBillingServer();
const billing = createBillingClient({ url: server.url, token: TOKEN, subscriptions: false });
const services = {
  memory: createTestApi(memoryAdapters({ billing })),
  MongoDB: createTestApi({ ...mongo, ports: { ...mongo.ports, billing } }),
};
afterAll(async () => {
  await Promise.all(Object.values(services).map(({ service }) => service.stop()));
  await server.stop();
});

it.each(['memory', 'MongoDB'] as const)(
  'the running service over %s tells billing of use soon after it',
  async (name) => {
    const api = services[name];
    const world = createWorld(api);
    await api.service.start();
    await vi.waitFor(async () => expect(await api.service.core.billingRecords.startedAt()).not.toBeNull(), 15_000);
    const terms = { model: 'credits', creditAllocation: 100, creditConsumptionRate: 1 };
    const campaignId = await world.recruiting(await world.company(), terms);
    const { body } = await world.consume(campaignId, 'k', { quantity: 2.5 });
    const event = await vi.waitFor(() => {
      const found = [...server.local.events.values()].find(({ data }) => data.campaignId === campaignId);
      expect(found).toBeDefined();
      return found;
    }, 20_000);
    expect(event).toMatchObject({
      id: `${campaignId}.credits.${body.entry.id}`,
      data: { quantity: 2.5, unit: 'credit' },
    });
    await vi.waitFor(async () => {
      const { items } = (await api.call('GET', `/billing/outbox?campaignId=${campaignId}&state=delivered`)).body;
      expect(items.map(({ kind }: { kind: string }) => kind)).toContain('billing.usage');
    }, 10_000);
  },
);
