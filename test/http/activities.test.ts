import { afterAll, expect, it } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { describeActivities } from './activities.ts';
import { createActivityWorld } from './activity-world.ts';
import { createTestApi } from './support.ts';
import { CREDITS } from './world.ts';

const { uri } = await openTestDatabase();
const overMongo = createTestApi(await mongoAdapters(uri));
const other = createTestApi(await mongoAdapters(uri));
afterAll(() => Promise.all([overMongo.service.stop(), other.service.stop()]));

describeActivities('memory', createTestApi());
describeActivities('MongoDB', overMongo);

const [here, there] = [createActivityWorld(overMongo), createActivityWorld(other)];

it('takes an activity once though two processes are told of it at once, and debits it once', async () => {
  const companyId = await here.company();
  const campaign = await here.active(companyId, { ...CREDITS, creditAllocation: 10_000 });
  const items = Array.from({ length: 40 }, () => here.item(companyId, { hours: 1 }));
  const batches = Array.from({ length: 12 }, (_, at) => items.slice(at * 2, at * 2 + 16));
  const answers = await Promise.all(batches.map((batch, at) => (at % 2 ? here : there).post(batch)));
  expect(answers.map(({ status }) => status)).toEqual(batches.map(() => 200));
  const decisions = answers.flatMap(({ body }) => body.results.map((one: { decision: string }) => one.decision));
  expect(new Set(decisions)).toEqual(new Set(['linked']));
  expect(await here.consumed(campaign)).toBe(38 * 1.25);
});

it('moves an activity once though two people decide at once, and leaves one debit', async () => {
  const companyId = await here.company();
  const campaigns = await Promise.all(['One', 'Two', 'Three'].map((name) => here.active(companyId, CREDITS, name)));
  const items = Array.from({ length: 6 }, () => here.item(companyId, { hours: 1 }));
  await here.post(items);
  await Promise.all(
    items.flatMap(({ id }) =>
      campaigns.flatMap((campaignId) => [
        here.review(id, { decision: 'move', campaignId }),
        there.review(id, { decision: 'accept' }),
        there.review(id, { decision: 'move', campaignId }),
      ]),
    ),
  );
  const activities = await Promise.all(items.map(({ id }) => here.read(id)));
  expect(activities.map(({ debit }) => debit.state)).toEqual(items.map(() => 'done'));
  const sums = await Promise.all(campaigns.map((id) => here.consumed(id)));
  expect(sums).toEqual(campaigns.map((id) => 1.25 * activities.filter(({ campaignId }) => campaignId === id).length));
});
