import { expect, it } from 'vitest';
import { createTestApi, ofCompany, SALES } from './support.ts';
import { createWorld } from './world.ts';

const api = createTestApi();
const world = createWorld(api);
const propose = (body: unknown, as = SALES) => api.call('POST', '/proposals', { as, body });

it('answers with the options, the recommended one and why, from the beneficiaries alone', async () => {
  const { status, body } = await propose({ beneficiaries: 40 });
  expect(status).toBe(200);
  expect(body).toEqual({
    currency: 'EUR',
    options: [
      { model: 'seats', quantity: 8, unitPrice: '500.00', total: '12000.00', monthly: '4000.00' },
      { model: 'credits', quantity: 8000, unitPrice: '0.50', total: '4000.00', monthly: '1333.33' },
      { model: 'iaas', quantity: 40, unitPrice: '150.00', total: '6000.00', monthly: '2000.00' },
    ],
    recommended: 'seats',
    reasons: [expect.any(String)],
  });
});

it('offers a share of the company’s subscription while that runs', async () => {
  const companyId = await world.company();
  const models = async () =>
    (await propose({ beneficiaries: 40, companyId })).body.options.map(({ model }: { model: string }) => model);
  expect(await models()).not.toContain('bundle');
  await world.subscription(companyId);
  expect(await models()).toContain('bundle');
  expect((await propose({ beneficiaries: 40, companyId, budget: '50000.01' })).body).toMatchObject({
    options: [
      {},
      {},
      {},
      { model: 'bundle', quantity: 0.25, unitPrice: '5000.00', total: '3750.00', monthly: '1250.00' },
    ],
    recommended: 'bundle',
  });
});

it('takes the currency of the company, and refuses one that has no prices', async () => {
  const made = await api.call('POST', '/companies', {
    body: { name: 'Fjordbank', timeZone: 'Europe/Oslo', currency: 'NOK' },
  });
  const refused = await propose({ beneficiaries: 40, companyId: made.body.id });
  expect([refused.status, refused.body.code]).toEqual([422, 'CURRENCY_NOT_PRICED']);
  const named = await propose({ beneficiaries: 40, companyId: made.body.id, currency: 'eur' });
  expect([named.status, named.body.currency]).toEqual([200, 'EUR']);
});

it.each([
  ['no beneficiaries', { volunteers: 3 }, 'INVALID'],
  ['none at all', { beneficiaries: 0 }, 'INVALID'],
  ['a part of a month', { beneficiaries: 1, months: 1.5 }, 'INVALID'],
  ['a budget of nothing', { beneficiaries: 1, budget: '0.00' }, 'INVALID'],
  ['a budget in thousandths', { beneficiaries: 1, budget: '10.001' }, 'INVALID'],
  ['an invented currency', { beneficiaries: 1, currency: 'XXZ' }, 'INVALID_CURRENCY'],
  ['an unknown company', { beneficiaries: 1, companyId: 'none' }, 'UNKNOWN_REFERENCE'],
  ['an unknown field', { beneficiaries: 1, colour: 'red' }, 'INVALID'],
])('refuses %s', async (_what, body, code) => {
  const answer = await propose(body);
  expect([answer.status, answer.body.code]).toEqual([422, code]);
});

it('is for staff', async () => {
  const companyId = await world.company();
  expect((await propose({ beneficiaries: 1 }, ofCompany(companyId, 'company_admin'))).status).toBe(403);
});
