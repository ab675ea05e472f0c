import { afterAll, expect, it } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { describeReports } from './instances.ts';
import { createTestApi } from './support.ts';
import { createWorld } from './world.ts';

const { uri } = await openTestDatabase();
const overMongo = createTestApi(await mongoAdapters(uri));
afterAll(() => overMongo.service.stop());

describeReports('memory', createTestApi());
describeReports('MongoDB', overMongo);

it('adds up what two processes record of one campaign at once, and loses no cohort of it', async () => {
  const other = createTestApi(await mongoAdapters(uri));
  const world = createWorld(overMongo);
  const companyId = await world.company();
  const id = await world.recruiting(companyId);
  const both = Array.from({ length: 60 }, (_, index) => (index % 2 ? overMongo : other));
  const spent = both.map((api) => api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '1.00' } }));
  const cohorts = both.map((api, index) => {
    const body = { name: `Cohort ${index}`, status: 'active', enrolledBeneficiaries: 10, sroi: index };
    return api.call('POST', `/campaigns/${id}/instances`, { body });
  });
  const answers = await Promise.all([...spent, ...cohorts]);
  await other.service.stop();
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const { body } = await overMongo.call('GET', `/campaigns?companyId=${companyId}`);
  expect(body.items).toMatchObject([{ budgetSpent: '60.00', sroi: 29.5 }]);
});
