import { afterAll, expect, it, vi } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createTestApi, SALES } from './support.ts';
import { describeUpsell } from './upsell.ts';
import { createWorld } from './world.ts';

const { uri } = await openTestDatabase();
const overMongo = createTestApi(await mongoAdapters(uri));
const overMemory = createTestApi();
afterAll(() => Promise.all([overMongo.service.stop(), overMemory.service.stop()]));

describeUpsell('memory', overMemory);
describeUpsell('MongoDB', overMongo);

it('opens one opportunity and loses no work when two processes refresh and work at once', async () => {
  const other = createTestApi(await mongoAdapters(uri));
  await other.service.start();
  const world = createWorld(overMongo);
  const companyId = await world.company();
  const campaignId = await world.recruiting(companyId);
  for (let at = 1; at <= 8; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
  const apis = [overMongo, other, overMongo, other];
  const refresh = () => apis.map((api) => api.call('POST', '/upsell/refresh', { as: SALES, body: { campaignId } }));
  expect((await Promise.all(refresh())).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const queue = () => overMongo.call('GET', `/upsell/opportunities?companyId=${companyId}`, { as: SALES });
  const one = await vi.waitFor(async () => {
    const { body } = await queue();
    expect(body.items).toHaveLength(1);
    return body.items[0];
  }, 15_000);

  const work = apis.map((api, at) =>
    api.call('PATCH', `/upsell/opportunities/${one.id}`, {
      as: SALES,
      ifMatch: one.version,
      body: { owner: `s-${at}` },
    }),
  );
  const more = world.consume(campaignId, 'k9', { subject: 'vol-9' });
  const answers = await Promise.all([...work, ...refresh(), more]);
  expect(
    answers
      .slice(0, 4)
      .map(({ status }) => status)
      .sort(),
  ).toEqual([200, 412, 412, 412]);
  await vi.waitFor(async () => expect((await queue()).body.items[0].parts.capacity).toBe(65), 15_000);
  const { items } = (await queue()).body;
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ version: one.version + 1, owner: expect.stringMatching(/^s-\d$/) });
  await other.service.stop();
});
