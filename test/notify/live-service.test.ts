import { afterAll, beforeAll, expect, test } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import type { AccountChange } from '../../src/core/domain/capacity/entry.ts';
import { SCALE } from '../../src/core/domain/shared/quantity.ts';
import { aCampaign, insert, SEAT_TERMS } from '../contract/documents.ts';
import { ADMIN, COORDINATOR, createTestApi, ofCompany, type TestApi } from '../http/support.ts';
import { openTestDatabase } from '../setup/database.ts';
import { type Block, readBlocks } from './reader.ts';

const { uri } = await openTestDatabase();
let processes: TestApi[] = [];

beforeAll(async () => {
  processes = await Promise.all([1, 2].map(async () => createTestApi(await mongoAdapters(uri))));
  for (const { service } of processes) await service.start();
});

afterAll(async () => {
  await Promise.all(processes.map(({ service }) => service.stop()));
});

/** An active campaign of 50 seats, so that 40 are 80 %. */
async function activeCampaign({ service: { core } }: TestApi, id: string): Promise<void> {
  const campaign = aCampaign({ id, companyId: 'acme', status: 'active', terms: SEAT_TERMS, termsNumber: 1 });
  await core.transactions.commit([insert('campaigns', campaign)]);
  const terms: AccountChange = {
    kind: 'terms',
    version: 1,
    companyId: 'acme',
    unit: 'seat',
    capacity: 50 * SCALE,
    overage: 1_000,
    allocationCost: 0,
    rate: null,
    madeAt: 0,
    pool: null,
  };
  const status: AccountChange = { kind: 'status', version: 1, status: 'active', companyId: 'acme' };
  for (const [key, change] of Object.entries({ terms, status })) {
    const common = { campaignId: id, key, hash: null, actor: 'system', occurredAt: null };
    await core.accounts.submit(id, { kind: 'change', change, ...common });
  }
}

function process(index: number): TestApi {
  const found = processes[index];
  if (!found) throw new Error(`There is no process ${index}`);
  return found;
}

async function listen(api: TestApi, query: string, actor = ADMIN) {
  const headers = { Authorization: `Bearer ${await api.tokenOf(actor)}` };
  const response = await api.service.app.request(`/api/v1/events?${query}`, { headers });
  if (!response.body) throw new Error('There is no stream');
  const stream = readBlocks(response.body);
  await stream.next();
  return stream;
}

/** Gives seats to so many new volunteers at once. */
async function fill(api: TestApi, campaignId: string, from: number, to: number): Promise<void> {
  const items = Array.from({ length: to - from }, (_, at) => ({ key: `k${from + at}`, subject: `v${from + at}` }));
  const path = `/campaigns/${campaignId}/consumption/batch`;
  const { status } = await api.call('POST', path, { as: COORDINATOR, body: { items } });
  expect(status).toBe(200);
}

const told = (events: readonly Block[]) =>
  events.map(({ event, data }) => [event, data.data.threshold, data.data.state, data.data.recipients]);

test('an alert reaches the clients of every process once, in the form of each, and outlives the process that follows', async () => {
  await activeCampaign(process(0), 'campaign-1');
  const types = 'types=capacity.alert,capacity.resolved';
  const staff = await listen(process(1), types);
  const company = await listen(process(1), types, ofCompany('acme', 'company_user'));
  await fill(process(0), 'campaign-1', 0, 45);
  expect(told(await staff.events(2))).toEqual([
    ['capacity.alert', 80, 'raised', ['sales']],
    ['capacity.alert', 90, 'raised', ['company_admin']],
  ]);
  expect(told(await company.events(2))).toEqual([
    ['capacity.alert', 80, 'raised', []],
    ['capacity.alert', 90, 'raised', ['company_admin']],
  ]);

  await process(0).service.stop();
  await fill(process(1), 'campaign-1', 45, 50);
  expect(told(await staff.events(1))).toEqual([['capacity.alert', 100, 'raised', ['company_admin', 'cs']]]);
  const { body } = await process(1).call('GET', '/alerts?campaignId=campaign-1', { as: ADMIN });
  expect(body.items.map(({ threshold }: { threshold: number }) => threshold)).toEqual([100, 90, 80]);
});

test('the figures of a campaign are told as they change, and stand in the list soon after', async () => {
  await activeCampaign(process(1), 'campaign-2');
  const stream = await listen(process(1), 'campaignId=campaign-2&types=capacity.changed');
  await fill(process(1), 'campaign-2', 0, 10);
  expect((await stream.event())?.data.data).toMatchObject({ consumed: 10, utilization: 0.2, headroom: 45 });
  const { figures } = process(1).service.core;
  await expect
    .poll(() => figures.byCampaigns(['campaign-2']))
    .toMatchObject(new Map([['campaign-2', { consumed: 10 * SCALE }]]));
});
