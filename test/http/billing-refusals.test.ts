import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createTestApi } from './support.ts';
import { CREDITS, createWorld, LEARNERS, SEATS } from './world.ts';

const { uri } = await openTestDatabase();
const mongo = await mongoAdapters(uri);
afterAll(() => mongo.close());

const CUSTOM = { model: 'custom', capacityUnit: 'session', capacity: 40, description: 'Evenings' };
const steps = (...all: [number | null, string][]) => ({
  mode: 'graduated',
  steps: all.map(([upTo, unitPrice]) => ({ upTo, unitPrice })),
});

/** Terms that are wrong in one thing: what it is, the terms, the code and the field that is named. */
const WRONG_TERMS: readonly [string, object, number, string, string?][] = [
  ['no model', { committedSeats: 10 }, 422, 'INVALID'],
  ['a model that is none', { ...SEATS, model: 'barter' }, 422, 'INVALID'],
  ['a field of no terms', { ...SEATS, currency: 'EUR' }, 422, 'INVALID'],
  ['no seats', { ...SEATS, committedSeats: 0 }, 422, 'INVALID_TERMS', 'committedSeats'],
  ['fewer than no seats', { ...SEATS, committedSeats: -5 }, 422, 'INVALID_TERMS', 'committedSeats'],
  ['half a seat', { ...SEATS, committedSeats: 1.5 }, 422, 'INVALID_TERMS', 'committedSeats'],
  [
    'more seats than there are people',
    { ...SEATS, committedSeats: 10_000_000_000 },
    422,
    'INVALID_TERMS',
    'committedSeats',
  ],
  ['a price of nothing', { ...SEATS, seatPricePerMonth: '0' }, 422, 'INVALID_TERMS', 'seatPricePerMonth'],
  ['a negative price', { ...SEATS, seatPricePerMonth: '-85.00' }, 422, 'INVALID_TERMS', 'seatPricePerMonth'],
  ['a price of 7 decimals', { ...SEATS, seatPricePerMonth: '0.0000001' }, 422, 'INVALID_TERMS', 'seatPricePerMonth'],
  ['a price without end', { ...SEATS, seatPricePerMonth: '9'.repeat(40) }, 422, 'INVALID_TERMS', 'seatPricePerMonth'],
  ['a price in words', { ...SEATS, seatPricePerMonth: 'free' }, 422, 'INVALID_TERMS', 'seatPricePerMonth'],
  ['a negative overage price', { ...SEATS, overageSeatPrice: '-1' }, 422, 'INVALID_TERMS', 'overageSeatPrice'],
  ['a negative allowance', { ...SEATS, overage: -0.1 }, 422, 'INVALID_TERMS', 'overage'],
  ['an allowance of more than the whole', { ...SEATS, overage: 1.5 }, 422, 'INVALID_TERMS', 'overage'],
  [
    'a start in a month that is closed',
    { ...SEATS, effectiveFrom: '2001-01-01' },
    422,
    'INVALID_TERMS',
    'effectiveFrom',
  ],
  ['a day that is none', { ...SEATS, effectiveFrom: '2030-02-30' }, 422, 'INVALID_TERMS', 'effectiveFrom'],
  [
    'tiers that do not rise',
    { ...SEATS, tiers: steps([10, '5'], [10, '4'], [null, '3']) },
    422,
    'INVALID_TERMS',
    'tiers.steps.1.upTo',
  ],
  ['tiers without an end', { ...SEATS, tiers: steps([10, '5']) }, 422, 'INVALID_TERMS', 'tiers.steps.0.upTo'],
  [
    'a tier at a negative price',
    { ...SEATS, tiers: steps([null, '-5']) },
    422,
    'INVALID_TERMS',
    'tiers.steps.0.unitPrice',
  ],
  [
    'more than the whole off',
    { ...SEATS, termDiscount: { months: 6, percent: 101 } },
    422,
    'INVALID_TERMS',
    'termDiscount.percent',
  ],
  [
    'a discount for no months',
    { ...SEATS, termDiscount: { months: 0, percent: 10 } },
    422,
    'INVALID_TERMS',
    'termDiscount.months',
  ],
  [
    'a negative minimum',
    { ...SEATS, minimumCommitment: { amount: '-1.00', per: 'month' } },
    422,
    'INVALID_TERMS',
    'minimumCommitment.amount',
  ],
  [
    'a minimum of 3 decimals',
    { ...SEATS, minimumCommitment: { amount: '1.001', per: 'month' } },
    422,
    'INVALID_TERMS',
    'minimumCommitment.amount',
  ],
  ['no credits', { ...CREDITS, creditAllocation: 0 }, 422, 'INVALID_TERMS', 'creditAllocation'],
  ['credits of 5 decimals', { ...CREDITS, creditAllocation: 10.00001 }, 422, 'INVALID_TERMS', 'creditAllocation'],
  [
    'credits that nothing burns',
    { ...CREDITS, creditConsumptionRate: 0 },
    422,
    'INVALID_TERMS',
    'creditConsumptionRate',
  ],
  ['a negative price of credits', { ...CREDITS, creditPrice: '-0.50' }, 422, 'INVALID_TERMS', 'creditPrice'],
  ['no learners', { ...LEARNERS, learnersCommitted: 0 }, 422, 'INVALID_TERMS', 'learnersCommitted'],
  ['a learner for nothing', { ...LEARNERS, pricePerLearner: '0.00' }, 422, 'INVALID_TERMS', 'pricePerLearner'],
  [
    'more than the charge credited back',
    { ...LEARNERS, outcomeCreditRate: 1.2 },
    422,
    'INVALID_TERMS',
    'outcomeCreditRate',
  ],
  ['a fee of 3 decimals', { ...CUSTOM, fixedFee: '100.001' }, 422, 'INVALID_TERMS', 'fixedFee'],
  ['a negative fee', { ...CUSTOM, fixedFee: '-100.00' }, 422, 'INVALID_TERMS', 'fixedFee'],
  ['a capacity below nothing', { ...CUSTOM, capacity: -1 }, 422, 'INVALID_TERMS', 'capacity'],
  [
    'a negative rate',
    { ...CUSTOM, variableComponents: [{ name: 'Kits', unit: 'kit', rate: '-1' }] },
    422,
    'INVALID_TERMS',
    'variableComponents.0.rate',
  ],
  [
    'a negative cap',
    { ...CUSTOM, variableComponents: [{ name: 'Kits', unit: 'kit', rate: '1', cap: -1 }] },
    422,
    'INVALID_TERMS',
    'variableComponents.0.cap',
  ],
  [
    'a milestone for less than nothing',
    { ...CUSTOM, milestonePayments: [{ milestone: 'Start', amount: '-1.00' }] },
    422,
    'INVALID_TERMS',
    'milestonePayments.0.amount',
  ],
];

describe.each([
  ['memory', createTestApi(memoryAdapters())],
  ['MongoDB', createTestApi(mongo)],
])('wrong money over %s', (name, api) => {
  const world = createWorld(api);
  let companyId = '';
  let draft = '';
  let running = '';
  beforeAll(async () => {
    companyId = await world.company(`Rheintal ${name}`);
    draft = await world.draft(companyId);
    running = await world.recruiting(companyId, CREDITS);
  });

  /** All that could have been written for a campaign. */
  async function standing(id: string) {
    const [campaign, terms, capacity, ledger, audit, outbox, spending] = await Promise.all(
      [
        `/campaigns/${id}`,
        `/campaigns/${id}/terms`,
        `/campaigns/${id}/capacity`,
        `/campaigns/${id}/ledger`,
        `/audit?resource=campaigns/${id}`,
        `/billing/outbox?campaignId=${id}`,
        `/campaigns/${id}/spending`,
      ].map(async (path) => (await api.call('GET', path)).body),
    );
    return { campaign, terms, capacity: capacity.sequence, ledger, audit, outbox, spending };
  }

  it.each(WRONG_TERMS)('refuses terms with %s, and writes nothing', async (_what, body, status, code, path) => {
    const before = await standing(draft);
    const answer = await api.call('PUT', `/campaigns/${draft}/terms`, { ifMatch: before.campaign.version, body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (path) expect(answer.body.errors.map((issue: { path: string }) => issue.path)).toContain(path);
    expect(await standing(draft)).toEqual(before);
  });

  it.each<[string, () => Promise<object>, number, string]>([
    [
      'a subscription of another company',
      async () => ({ subscriptionId: await world.subscription(await world.company('Other')), share: 0.1 }),
      422,
      'SUBSCRIPTION_OF_OTHER_COMPANY',
    ],
    ['a subscription that is none', async () => ({ subscriptionId: 'none', share: 0.1 }), 422, 'INVALID_TERMS'],
    ['no share', async () => ({ subscriptionId: await world.subscription(companyId), share: 0 }), 422, 'INVALID_TERMS'],
    [
      'a negative share',
      async () => ({ subscriptionId: await world.subscription(companyId), share: -0.5 }),
      422,
      'INVALID_TERMS',
    ],
    [
      'a share of more than the whole',
      async () => ({ subscriptionId: await world.subscription(companyId), share: 1.1 }),
      422,
      'INVALID_TERMS',
    ],
    [
      'shares of more than the whole together',
      async () => {
        const subscriptionId = await world.subscription(companyId);
        await world.draft(companyId, { model: 'bundle', subscriptionId, share: 0.6 });
        return { subscriptionId, share: 0.4001 };
      },
      409,
      'SHARES_EXCEEDED',
    ],
  ])('refuses %s, and writes nothing', async (_what, bundle, status, code) => {
    const terms = { model: 'bundle', ...(await bundle()) };
    const before = await standing(draft);
    const answer = await api.call('PUT', `/campaigns/${draft}/terms`, {
      ifMatch: before.campaign.version,
      body: terms,
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await standing(draft)).toEqual(before);
  });

  it.each<[string, string, object, string]>([
    [
      'a company in a currency that is none',
      '/companies',
      { name: 'X', timeZone: 'UTC', currency: 'ABC' },
      'INVALID_CURRENCY',
    ],
    [
      'a company in a currency in words',
      '/companies',
      { name: 'X', timeZone: 'UTC', currency: 'Euro' },
      'INVALID_CURRENCY',
    ],
    ['a proposal in a currency that is none', '/proposals', { beneficiaries: 10, currency: 'ABC' }, 'INVALID_CURRENCY'],
    [
      'a proposal in a currency without prices',
      '/proposals',
      { beneficiaries: 10, currency: 'TRY' },
      'CURRENCY_NOT_PRICED',
    ],
    ['a proposal for less than nobody', '/proposals', { beneficiaries: -1 }, 'INVALID'],
    ['a proposal with a budget of 3 decimals', '/proposals', { beneficiaries: 10, budget: '1.001' }, 'INVALID'],
  ])('refuses %s', async (_what, path, body, code) => {
    const answer = await api.call('POST', path, { body });
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it.each<[string, object, string]>([
    ['a currency that is none', { currency: 'ABC' }, 'INVALID_CURRENCY'],
    ['more decimals than the currency has', { price: '60000.001' }, 'INVALID'],
    ['decimals of a currency without any', { price: '60000.50', currency: 'JPY' }, 'INVALID'],
    ['a negative price', { price: '-1.00' }, 'INVALID'],
    ['a price without end', { price: '9'.repeat(30) }, 'INVALID'],
    ['no learners', { learners: 0 }, 'INVALID'],
    ['more learners than there are people', { learners: 10_000_000_000 }, 'INVALID'],
    ['an end before its start', { startsOn: '2026-01-01', endsOn: '2025-01-01' }, 'INVALID_PERIOD'],
    ['a company that is none', { companyId: 'none' }, 'UNKNOWN_REFERENCE'],
  ])('refuses a subscription with %s, and writes nothing', async (_what, wrong, code) => {
    const of = async () => (await api.call('GET', `/subscriptions?companyId=${companyId}`)).body.items;
    const before = await of();
    const period = { startsOn: '2025-01-01', endsOn: '2025-12-31' };
    const right = { companyId, name: 'L2I', learners: 500, price: '60000.00', currency: 'EUR', ...period };
    const answer = await api.call('POST', '/subscriptions', { body: { ...right, status: 'active', ...wrong } });
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect(await of()).toEqual(before);
  });

  it.each<[string, string, object, string]>([
    ['spending of 3 decimals', 'spending', { amount: '10.001' }, 'INVALID'],
    ['spending of nothing', 'spending', { amount: '0.00' }, 'INVALID'],
    ['spending without end', 'spending', { amount: '9'.repeat(30) }, 'INVALID'],
    ['more taken back than was spent', 'spending', { amount: '-1.00' }, 'CONFLICT'],
    ['use of less than nothing', 'consumption', { quantity: -1 }, 'INVALID_QUANTITY'],
    ['use of 5 decimals', 'consumption', { quantity: 0.00001 }, 'INVALID_QUANTITY'],
    ['use beyond all measure', 'consumption', { quantity: 1e12 }, 'INVALID_QUANTITY'],
    ['a grant of less than nothing', 'grants', { quantity: -1 }, 'INVALID_QUANTITY'],
    ['a grant at 3 decimals', 'grants', { quantity: 1, cost: '1.001' }, 'INVALID'],
    ['a grant at less than nothing', 'grants', { quantity: 1, cost: '-1.00' }, 'INVALID'],
  ])('refuses %s, and writes nothing', async (what, path, body, code) => {
    const before = await standing(running);
    const answer = await api.call('POST', `/campaigns/${running}/${path}`, { body, key: what });
    expect([answer.status, answer.body.code]).toEqual([code === 'CONFLICT' ? 409 : 422, code]);
    expect(await standing(running)).toEqual(before);
  });
});
