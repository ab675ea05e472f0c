import { expect, it } from 'vitest';
import { createBillingClient } from '../../src/adapters/billing/client.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { usageItem } from '../../src/core/domain/billing/outbox-items.ts';
import { createRelay } from '../../src/core/usecases/billing/deliver-billing.ts';
import { advanceDue, takeUp } from '../../src/core/usecases/billing/run-billing.ts';
import { startBilling } from '../../src/core/usecases/billing/start-billing.ts';
import { visit } from '../pages/visit.ts';
import { createManualClock } from '../support/clock.ts';
import { anEvent } from './billing-documents.ts';
import { type Fate, startBillingServer, TOKEN } from './billing-server.ts';
import { ADMIN, createTestApi, ofCompany } from './support.ts';
import { createWorld } from './world.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

it('shows people what billing refused, and sends it again when they ask for it', async () => {
  const clock = createManualClock('2025-01-02T09:00:00Z');
  const api = createTestApi(memoryAdapters({ clock }));
  const { core } = api.service;
  const world = createWorld(api);
  let fate: Fate = new Response(null, { status: 422 });
  const server = await startBillingServer(() => fate);
  const relay = createRelay(core, createBillingClient({ url: server.url, token: TOKEN, firstRepeat: 1 }));

  const companyId = await world.company();
  const campaignId = await world.recruiting(companyId);
  await world.consume(campaignId, 'k', { subject: 'vol-1' });
  await takeUp(core, 0);
  clock.set(at('2025-01-03T12:00:00Z'));
  await advanceDue(core);
  await relay.pass();

  const list = async (state: string) =>
    (await api.call('GET', `/billing/outbox?state=${state}&campaignId=${campaignId}`)).body.items;
  const [dead] = await list('dead');
  expect(await list('dead')).toHaveLength(1);
  expect(dead).toMatchObject({
    id: `${campaignId}.seat_days.2025-01-02`,
    kind: 'billing.usage',
    campaignId,
    state: 'dead',
    attempts: 1,
    lastError: 'HTTP 422',
  });
  expect(server.local.events.size).toBe(0);

  fate = 'answered';
  const retried = await api.call('POST', `/billing/outbox/${dead.id}/retry`);
  expect([retried.status, retried.body.state]).toEqual([200, 'pending']);
  await relay.pass();
  expect(await list('dead')).toEqual([]);
  expect(server.local.events.size).toBe(1);
  expect((await api.call('POST', `/billing/outbox/${dead.id}/retry`)).status).toBe(409);
  expect((await api.call('GET', '/billing/outbox', { as: ofCompany(companyId, 'company_admin') })).status).toBe(403);
  await server.stop();
});

it('sends everything that billing refused again at once, after its cause was mended', async () => {
  const clock = createManualClock('2025-01-02T09:00:00Z');
  const api = createTestApi(memoryAdapters({ clock }));
  const { core } = api.service;
  const world = createWorld(api);
  let fate: Fate = new Response(null, { status: 401 });
  const server = await startBillingServer(() => fate);
  const relay = createRelay(core, createBillingClient({ url: server.url, token: TOKEN, firstRepeat: 1 }));
  await startBilling(core);
  const companyId = await world.company();
  const event = anEvent({ companyId });
  const items = Array.from({ length: 230 }, (_, at) =>
    usageItem({ ...event, id: `e${at}`, campaignId: at % 2 ? 'odd' : 'even' }, clock.now()),
  );
  await core.transactions.commit(items.map((document) => ({ op: 'insert', collection: 'outbox', document })));
  for (let passes = 0; passes < 3; passes++) await relay.pass();
  expect((await visit(api, '/billing?state=dead', { actor: ADMIN })).html).toContain('Retry all that failed');
  expect((await visit(api, '/billing?state=pending', { actor: ADMIN })).html).not.toContain('Retry all that failed');
  const retry = (body: object, key: string) => api.call('POST', '/billing/outbox/retry', { body, key });

  fate = 'answered';
  expect((await retry({ campaignId: 'odd' }, 'a')).body).toEqual({ retried: 115 });
  expect((await retry({}, 'b')).body).toEqual({ retried: 115 });
  const again = await retry({}, 'b');
  expect([again.body, again.headers.get('Idempotency-Replayed')]).toEqual([{ retried: 115 }, 'true']);
  expect((await retry({}, 'c')).body).toEqual({ retried: 0 });
  const page = await visit(api, '/billing/outbox/retry', { actor: ADMIN, form: {} });
  expect([page.status, page.location]).toEqual([303, '/billing?state=pending#outbox']);
  for (let passes = 0; passes < 3; passes++) await relay.pass();
  expect(server.local.events.size).toBe(230);
  expect((await api.call('GET', '/billing/outbox?state=dead')).body.items).toEqual([]);
  const forbidden = { as: ofCompany(companyId, 'company_admin'), body: {} };
  expect((await api.call('POST', '/billing/outbox/retry', forbidden)).status).toBe(403);
  await server.stop();
});
