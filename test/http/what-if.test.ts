import { beforeAll, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { createManualClock } from '../support/clock.ts';
import { createTestApi, ofCompany, SALES } from './support.ts';
import { createWorld } from './world.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const clock = createManualClock('2025-01-02T09:00:00Z');
const api = createTestApi(memoryAdapters({ clock }));
const world = createWorld(api);
const SEATS = { model: 'seats', committedSeats: 10, seatPricePerMonth: '100.00' };

let companyId = '';
let id = '';
const whatIf = async (terms: unknown, campaignId = id) =>
  api.call('POST', `/campaigns/${campaignId}/what-if`, { as: SALES, body: { terms } });

function campaign(terms: unknown): Promise<string> {
  clock.set(at('2025-01-02T09:00:00Z'));
  return world.recruiting(companyId, terms, { startDate: '2025-01-01', endDate: '2025-06-30' });
}

/** One seat a day from 3 January on, some given up again. */
async function useSeats(campaignId: string): Promise<void> {
  for (let seat = 1; seat <= 11; seat++) {
    clock.set(at('2025-01-02T12:00:00Z') + seat * 86_400_000);
    expect((await world.consume(campaignId, `k${seat}`, { subject: `vol-${seat}` })).status).toBe(201);
    if (seat === 4) await api.call('POST', `/campaigns/${campaignId}/releases`, { body: { subject: 'vol-2' } });
  }
}

beforeAll(async () => {
  companyId = await world.company();
  id = await campaign(SEATS);
  await useSeats(id);
});

describe('the same terms', () => {
  it('give the same bill, limits and alerts', async () => {
    const { status, body } = await whatIf(SEATS);
    expect(status).toBe(200);
    expect(body.current.total).toBe('6000.00');
    expect(body.proposed).toEqual({ ...body.current, lines: expect.any(Array) });
    expect(body.proposed.lines).toHaveLength(body.current.lines.length);
    expect(body.difference).toBe('0.00');
    const of = (terms: string, list: { terms: string }[]) =>
      list.filter((each) => each.terms === terms).map(({ terms: _terms, ...rest }) => rest);
    expect(body.alerts.length).toBeGreaterThan(0);
    expect(of('proposed', body.alerts)).toEqual(of('current', body.alerts));
    expect(of('proposed', body.limits)).toEqual(of('current', body.limits));
    expect(body.interval.difference).toEqual({ low: '0.00', high: '0.00' });
    expect(body.interval.proposed).toEqual(body.interval.current);
  });

  it.each([
    ['credits', { model: 'credits', creditAllocation: 50, creditConsumptionRate: 1, creditPrice: '0.30' }, 9.5],
    [
      'sessions',
      {
        model: 'custom',
        capacityUnit: 'session',
        capacity: 60,
        fixedFee: '99.00',
        variableComponents: [{ name: 'Rooms', unit: 'session', rate: '7.00', cap: 40 }],
      },
      9,
    ],
  ])('give the same bill of %s, with corrections and overage', async (_what, terms, quantity) => {
    const other = await campaign(terms);
    const entries = [];
    for (let day = 1; day <= 5; day++) {
      clock.advance(86_400_000);
      entries.push((await world.consume(other, `k${day}`, { quantity })).body.entry?.id);
    }
    const reversal = { quantity: 3, reason: 'Too much' };
    await api.call('POST', `/campaigns/${other}/ledger/${entries[1]}/reversal`, { body: reversal });
    await api.call('POST', `/campaigns/${other}/ledger/adjustments`, { body: { quantity: 2, reason: 'Found' } });
    const { body } = await whatIf(terms, other);
    expect(body.current.lines.length).toBeGreaterThan(0);
    expect(body.proposed.total).toBe(body.current.total);
    expect(body.proposed.lines.map((line: { amount: string }) => line.amount)).toEqual(
      body.current.lines.map((line: { amount: string }) => line.amount),
    );
    expect(body.limits.map(({ refused }: { refused: number }) => refused)).toEqual([0, 0]);
  });
});

describe('other terms', () => {
  it('show what fewer seats would have cost, refused and raised', async () => {
    const { body } = await whatIf({ ...SEATS, committedSeats: 5, overage: 0 });
    expect(body).toMatchObject({ currency: 'EUR', proposed: { total: '3000.00' }, difference: '-3000.00' });
    expect(body.limits).toEqual([
      { terms: 'current', limit: 11, reachedAt: null, refused: 0 },
      { terms: 'proposed', limit: 5, reachedAt: '2025-01-08T12:00:00.000Z', refused: 5 },
    ]);
    const alerts = body.alerts.map(({ terms, threshold }: { terms: string; threshold: number }) => [terms, threshold]);
    expect(alerts).toEqual([
      ['current', 80],
      ['current', 90],
      ['current', 100],
      ['proposed', 80],
      ['proposed', 80],
      ['proposed', 100],
    ]);
  });

  it('count from their day on, if they name one', async () => {
    const { body } = await whatIf({ ...SEATS, seatPricePerMonth: '50.00', effectiveFrom: '2025-04-01' });
    expect(body).toMatchObject({ proposed: { total: '4500.00' }, difference: '-1500.00' });
  });

  it('project what is left of the period, the same whenever it is asked', async () => {
    clock.set(at('2025-01-20T12:00:00Z'));
    const terms = { ...SEATS, overage: 1, overageSeatPrice: '10.00' };
    const [first, second] = [(await whatIf(terms)).body, (await whatIf(terms)).body];
    expect(first.interval).toEqual(second.interval);
    expect(first.interval.confidence).toBe(0.8);
    expect(Number(first.interval.proposed.high)).toBeGreaterThan(Number(first.proposed.total));
    expect(Number(first.interval.proposed.low)).toBeLessThanOrEqual(Number(first.interval.proposed.high));
  });

  it('are refused where they are wrong, or count something else', async () => {
    const refused = async (terms: unknown) => (await whatIf(terms)).body.code;
    expect(await refused({ ...SEATS, committedSeats: 0 })).toBe('INVALID_TERMS');
    expect(await refused({ model: 'credits', creditAllocation: 10, creditConsumptionRate: 1 })).toBe('INVALID_TERMS');
    const bare = await api.call('POST', '/campaigns', { body: { companyId, name: 'Bare' } });
    expect((await whatIf(SEATS, bare.body.id)).body.code).toBe('MISSING_TERMS');
  });
});

it('compares several campaigns of a company, with totals by currency', async () => {
  const ask = (owner: string) =>
    api.call('POST', `/companies/${owner}/what-if`, {
      as: SALES,
      body: { campaigns: [{ campaignId: id, terms: { ...SEATS, seatPricePerMonth: '110.00' } }] },
    });
  const { status, body } = await ask(companyId);
  expect(status).toBe(200);
  expect(body.campaigns).toHaveLength(1);
  expect(body.totals).toEqual([{ currency: 'EUR', current: '6000.00', proposed: '6600.00', difference: '600.00' }]);
  expect((await ask(await world.company())).status).toBe(404);
});

it('is for staff', async () => {
  const as = ofCompany(companyId, 'company_admin');
  const body = { terms: SEATS };
  expect((await api.call('POST', `/campaigns/${id}/what-if`, { as, body })).status).toBe(403);
});
