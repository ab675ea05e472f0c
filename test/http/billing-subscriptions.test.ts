import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createBillingClient } from '../../src/adapters/billing/client.ts';
import type { Adapters } from '../../src/compose.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { toRfc3339 } from '../../src/core/domain/shared/time.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { type Fate, startBillingServer, TOKEN } from './billing-server.ts';
import { createTestApi, ofCompany } from './support.ts';
import { createWorld } from './world.ts';

const { uri } = await openTestDatabase();
const mongo = await mongoAdapters(uri);
const clock = createManualClock('2025-03-01T09:00:00Z');
let fate: Fate = 'answered';
const server = await startBillingServer(() => fate);
const billing = createBillingClient({ url: server.url, token: TOKEN, timeout: 2_000, firstRepeat: 1, rest: 1 });
afterAll(async () => {
  await server.stop();
  await mongo.close();
});

describe.each<[string, Adapters]>([
  ['memory', memoryAdapters({ clock, billing })],
  ['MongoDB', { ...mongo, ports: { ...mongo.ports, clock, billing } }],
])('subscriptions of a billing service over %s', (name, adapters) => {
  const api = createTestApi(adapters);
  const world = createWorld(api);
  const id = `l2i-${name}`;
  let companyId = '';
  const said = (over: object = {}) => ({
    id,
    companyId,
    name: 'L2I',
    learners: 500,
    price: '60000.00',
    currency: 'EUR',
    startsOn: '2020-01-01',
    endsOn: '2099-12-31',
    status: 'active' as const,
    ...over,
  });

  beforeEach(async () => {
    fate = 'answered';
    clock.advance(120_000);
    companyId ||= await world.company();
    server.local.subscriptions.set(id, said());
  });

  it('are read from it, and not registered here', async () => {
    const own = { as: ofCompany(companyId, 'company_admin') };
    expect((await api.call('GET', `/subscriptions/${id}`, own)).body).toMatchObject(said());
    expect((await api.call('GET', `/subscriptions?companyId=${companyId}`)).body.items).toHaveLength(1);
    const { id: _id, ...fields } = said();
    const refused = await api.call('POST', '/subscriptions', { body: fields });
    expect([refused.status, refused.body.code]).toEqual([409, 'BILLING_SERVICE_OWNS_SUBSCRIPTIONS']);
    expect((await api.call('GET', '/subscriptions/none')).status).toBe(404);
  });

  it('are asked for again after a minute, and keep the shares that campaigns hold', async () => {
    await api.call('GET', `/subscriptions/${id}`);
    const terms = { model: 'bundle', subscriptionId: id, share: 0.6 };
    const campaignId = await world.draft(companyId, terms);
    const asked = server.fates.length;
    server.local.subscriptions.set(id, said({ status: 'past_due' }));
    clock.advance(59_000);
    expect((await api.call('GET', `/subscriptions/${id}`)).body.status).toBe('active');
    expect(server.fates).toHaveLength(asked);
    clock.advance(1_000);
    expect((await api.call('GET', `/subscriptions/${id}`)).body.status).toBe('past_due');
    const pool = await api.call('GET', `/subscriptions/${id}/pool`);
    expect(pool.body.campaigns).toMatchObject([{ campaignId, share: 0.6, capacity: 300 }]);
  });

  it('stand as they were said last while the service is away, and say when that was', async () => {
    const list = `/subscriptions?companyId=${companyId}`;
    const saidAt = toRfc3339(clock.now());
    await api.call('GET', `/subscriptions/${id}`);
    await api.call('GET', list);
    clock.advance(120_000);
    fate = 'away';
    expect((await api.call('GET', `/subscriptions/${id}`)).body).toMatchObject({ status: 'active', asOf: saidAt });
    expect((await api.call('GET', list)).body.items).toMatchObject([{ id, status: 'active', asOf: saidAt }]);
    const restarted = createTestApi({ ...adapters, ports: { ...adapters.ports, clock, billing } });
    expect((await restarted.call('GET', list)).body.items).toMatchObject([{ id, asOf: saidAt }]);
    fate = 'answered';
    const again = toRfc3339(clock.now());
    expect((await api.call('GET', `/subscriptions/${id}`)).body).toMatchObject({ asOf: again });
    const all = (await api.call('GET', list)).body.items;
    expect(all).toMatchObject([{ id, asOf: again }]);
  });

  it('are never said to be none while the service is away and was never asked', async () => {
    const other = await world.company('Another');
    fate = 'away';
    const unknown = await api.call('GET', `/subscriptions/unheard-of-${name}`);
    expect([unknown.status, unknown.body.code]).toEqual([503, 'UNAVAILABLE']);
    const list = await api.call('GET', `/subscriptions?companyId=${other}`);
    expect([list.status, list.body.code]).toEqual([503, 'UNAVAILABLE']);
    fate = 'answered';
    clock.advance(60_000);
    expect((await api.call('GET', `/subscriptions/unheard-of-${name}`)).status).toBe(404);
    expect((await api.call('GET', `/subscriptions?companyId=${other}`)).body.items).toEqual([]);
    fate = 'away';
    clock.advance(60_000);
    expect((await api.call('GET', `/subscriptions?companyId=${other}`)).body.items).toEqual([]);
  });
});
