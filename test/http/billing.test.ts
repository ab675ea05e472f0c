import { afterAll, describe, expect, it } from 'vitest';
import { createBillingClient } from '../../src/adapters/billing/client.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { createRelay } from '../../src/core/usecases/billing/deliver-billing.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { at, createBillingWorld } from '../core/billing/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { type Fate, startBillingServer, TOKEN } from './billing-server.ts';

const { uri } = await openTestDatabase();
const mongo = await mongoAdapters(uri);
afterAll(() => mongo.close());

const DAYS = 62;

/** Numbers in [0, 1) that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** 30 % fail, 10 % hang, 10 % are taken with the answer lost, 5 % are taken twice. */
function fateOf(roll: number): Fate {
  if (roll < 0.3) return 'failed';
  if (roll < 0.4) return 'hangs';
  if (roll < 0.5) return 'answer lost';
  return roll < 0.55 ? 'twice' : 'answered';
}

describe.each<[string, () => Ports]>([
  ['memory', () => memoryAdapters().ports],
  ['MongoDB', () => mongo.ports],
])('billing over %s', (_name, portsOf) => {
  it('charges everything once through a service that fails, hangs, forgets to answer, hears twice and goes away', async () => {
    const clock = createManualClock('2025-01-02T09:00:00Z');
    const world = await createBillingWorld({ ports: { ...portsOf(), clock }, clock });
    const seats = await world.campaign({ model: 'seats', committedSeats: 10, seatPricePerMonth: '85.00' });
    const credits = await world.campaign({ model: 'credits', creditAllocation: 1000, creditConsumptionRate: 1 });
    const ids = [seats, credits];
    const random = seeded(7);
    /** Away for a minute from the first request that finds it so. */
    let away: 'next' | number = 0;
    const server = await startBillingServer(() => {
      if (away === 'next') away = clock.now() + 60_000;
      return clock.now() < away ? 'away' : fateOf(random());
    });
    const client = createBillingClient({ url: server.url, token: TOKEN, timeout: 60, firstRepeat: 1, rest: 20 });
    const relay = createRelay(world.core, client);

    const waits = () => world.core.outbox.pendingBilling(1000, []).then(({ length }) => length);
    const rest = () => new Promise((resolve) => setTimeout(resolve, 5));
    let followed = 0;
    for (let day = 0; day < DAYS; day++) {
      const noon = at('2025-01-03T12:00:00Z') + day * 86_400_000;
      clock.set(noon);
      if (day % 20 === 10) away = 'next';
      if (day < 11) await world.consume(seats, `s${day}`, { subject: `vol-${day}` });
      await world.bill();
      for (let part = 0; part < 3; part++) {
        const [, taken] = await Promise.all([
          relay.pass(),
          world.consume(credits, `c${day}.${part}`, { quantity: 2.25 }),
        ]);
        expect(taken.outcome).toBe('recorded');
        followed = await world.follow(credits, followed);
        clock.advance(20_000);
      }
    }
    await world.follow(credits);
    for (let passes = 0; passes < 600 && (await waits()) > 0; passes++) {
      await relay.pass();
      clock.advance(5_000);
      await rest();
    }

    expect(await waits()).toBe(0);
    expect((await world.core.outbox.list({ state: 'dead', limit: 10, cursor: null })).items).toEqual([]);
    expect(new Set(server.fates)).toEqual(new Set(['answered', 'failed', 'hangs', 'answer lost', 'twice', 'away']));

    const { events, lines } = server.local;
    const invoiced = (await Promise.all(ids.map((id) => world.core.billingRecords.invoiceLines(id)))).flat();
    expect([...lines.keys()].sort()).toEqual(invoiced.map(({ id }) => id).sort());
    expect([...lines.values()].map(({ month, meter, amount }) => `${month} ${meter} ${amount}`).sort()).toEqual([
      '2025-01 committed_seats 850.00',
      '2025-01 credit_allocation 500.00',
      '2025-01 overage_seats 85.00',
      '2025-02 committed_seats 850.00',
      '2025-02 overage_seats 85.00',
    ]);
    const of = (meter: string) => [...events.values()].filter(({ data }) => data.meter === meter);
    const days = of('seat_days').map(({ data }) => data.period);
    const used = (meter: string) => of(meter).reduce((sum, { data }) => sum + data.quantity, 0);
    expect(of('credits')).toHaveLength(3 * DAYS);
    expect(used('credits')).toBe(3 * DAYS * 2.25);
    expect(days).toEqual(days.toSorted());
    expect(used('seat_days')).toBe(55 + 11 * (days.length - 10));
    await server.stop();
  }, 90_000);

  it('closes a month once though two processes do it at the same time', async () => {
    const clock = createManualClock('2025-01-02T09:00:00Z');
    const world = await createBillingWorld({ ports: { ...portsOf(), clock }, clock });
    const id = await world.campaign({ model: 'seats', committedSeats: 10, seatPricePerMonth: '85.00' });
    await world.consume(id, 'k', { subject: 'vol-1' });
    clock.set(at('2025-03-05T12:00:00Z'));
    await Promise.all([world.bill(), world.bill(), world.bill()]);
    const lines = await world.core.billingRecords.invoiceLines(id);
    expect(lines.map(({ month, amount }) => [month, amount])).toEqual([
      ['2025-01', 850_00],
      ['2025-02', 850_00],
    ]);
    const days = (await world.outbox(id)).filter(({ work }) => work.kind === 'billing.usage');
    expect(days).toHaveLength(62);
  });
});
