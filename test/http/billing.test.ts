import { afterAll, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { formatMoney } from '../../src/core/domain/shared/money.ts';
import { DAY, MINUTE } from '../../src/core/domain/shared/time.ts';
import { createRelay } from '../../src/core/usecases/billing/deliver-billing.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { at, createBillingWorld } from '../core/billing/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { startStripeMock } from '../setup/stripe-mock.ts';
import { createManualClock } from '../support/clock.ts';
import { type ServedBilling, type ServeOptions, serveBilling, serveStripe } from './billing-services.ts';
import type { Fate } from './fated-server.ts';

const { uri } = await openTestDatabase();
const mongo = await mongoAdapters(uri);
const mock = await startStripeMock();
afterAll(async () => {
  mock.stop();
  await mongo.close();
});

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

const memory = (): Ports => memoryAdapters().ports;
const stripe = (options: ServeOptions) => serveStripe(mock.url, options);

describe.each<[string, () => Ports, (options: ServeOptions) => Promise<ServedBilling>]>([
  ['memory to the billing service', memory, serveBilling],
  ['MongoDB to the billing service', () => mongo.ports, serveBilling],
  ['memory to Stripe', memory, stripe],
])('billing from %s', (_name, portsOf, serve) => {
  it('charges everything once through a service that fails, hangs, forgets to answer, hears twice and goes away', async () => {
    const clock = createManualClock('2025-01-02T09:00:00Z');
    const world = await createBillingWorld({ ports: { ...portsOf(), clock }, clock });
    const seats = await world.campaign({ model: 'seats', committedSeats: 10, seatPricePerMonth: '85.00' });
    const credits = await world.campaign({ model: 'credits', creditAllocation: 1000, creditConsumptionRate: 1 });
    const ids = [seats, credits];
    const random = seeded(7);
    /** Away for a minute from the first request that finds it so. */
    let away: 'next' | number = 0;
    let well = false;
    const { server, billing, told, charged } = await serve({
      timeout: 80,
      firstRepeat: 1,
      rest: 20,
      now: () => clock.now(),
      fateOf() {
        if (away === 'next') away = clock.now() + MINUTE;
        if (clock.now() < away) return 'away';
        return well ? 'answered' : fateOf(random());
      },
    });
    const relay = createRelay(world.core, billing);

    const waits = () => world.core.outbox.pendingBilling(1000, []).then(({ length }) => length);
    const rest = () => new Promise((resolve) => setTimeout(resolve, 5));
    let followed = 0;
    for (let day = 0; day < DAYS; day++) {
      const noon = at('2025-01-03T12:00:00Z') + day * DAY;
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
    await relay.pass();
    await world.consume(credits, 'last', { quantity: 2.25 });
    await world.follow(credits);
    away = 'next';
    for (let passes = 0; away === 'next' || clock.now() < away; passes++) {
      expect(passes).toBeLessThan(100);
      await relay.pass();
      clock.advance(5_000);
      await rest();
    }
    well = true;
    const recovered = clock.now();
    while ((await waits()) > 0) {
      expect(clock.now() - recovered).toBeLessThanOrEqual(MINUTE);
      await relay.pass();
      clock.advance(1_000);
      await rest();
    }

    expect((await world.core.outbox.list({ state: 'dead', limit: 10, cursor: null })).items).toEqual([]);
    expect(new Set(server.fates)).toEqual(new Set(['answered', 'failed', 'hangs', 'answer lost', 'twice', 'away']));

    const invoiced = (await Promise.all(ids.map((id) => world.core.billingRecords.invoiceLines(id)))).flat();
    const due = invoiced.map(({ id, amount }) => `${id} ${formatMoney(amount, 'EUR')} EUR`);
    expect(charged().toSorted()).toEqual(due.toSorted());
    expect(invoiced.map(({ month, meter, amount }) => `${month} ${meter} ${amount}`).sort()).toEqual([
      '2025-01 committed_seats 85000',
      '2025-01 credit_allocation 50000',
      '2025-01 overage_seats 8500',
      '2025-02 committed_seats 85000',
      '2025-02 overage_seats 8500',
    ]);
    const of = (meter: string) => [...told()].filter(([id]) => id.includes(`.${meter}.`));
    const days = of('seat_days').map(([id]) => id);
    const used = (meter: string) => of(meter).reduce((sum, [, quantity]) => sum + quantity, 0);
    expect(of('credits')).toHaveLength(3 * DAYS + 1);
    expect(used('credits')).toBe((3 * DAYS + 1) * 2.25);
    expect(days).toEqual(days.toSorted());
    expect(used('seat_days')).toBe(55 + 11 * (days.length - 10));
    await server.stop();
  }, 90_000);

  it('lets people go on while the service does not answer at all', async () => {
    const clock = createManualClock('2025-01-02T09:00:00Z');
    const world = await createBillingWorld({ ports: { ...portsOf(), clock }, clock });
    const id = await world.campaign({ model: 'credits', creditAllocation: 1000, creditConsumptionRate: 1 });
    await world.consume(id, 'first', { quantity: 1 });
    await world.follow(id);
    const { server, billing } = await serve({
      timeout: 60_000,
      rest: 1,
      fateOf: () => 'hangs',
      now: () => clock.now(),
    });
    const relay = createRelay(world.core, billing);
    let answered = false;
    const passing = relay.pass().then(() => {
      answered = true;
    });
    for (let use = 0; use < 20; use++)
      expect((await world.consume(id, `k${use}`, { quantity: 1 })).outcome).toBe('recorded');
    expect(answered).toBe(false);
    await server.stop();
    await passing;
    expect((await world.outbox(id)).map(({ state }) => state)).toEqual(['pending']);
  });
});

describe.each<[string, () => Ports]>([
  ['memory', memory],
  ['MongoDB', () => mongo.ports],
])('billing over %s', (_name, portsOf) => {
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
