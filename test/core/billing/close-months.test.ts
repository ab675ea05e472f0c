import { beforeEach, describe, expect, it } from 'vitest';
import { createRelay } from '../../../src/core/usecases/billing/deliver-billing.ts';
import { previewInvoice } from '../../../src/core/usecases/billing/preview-invoice.ts';
import { recordCompletion } from '../../../src/core/usecases/billing/record-completion.ts';
import { withdrawCompletion } from '../../../src/core/usecases/billing/withdraw-completion.ts';
import { reverseEntry } from '../../../src/core/usecases/capacity/reverse-entry.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { at, type BillingWorld, CONTEXT, createBillingWorld, createPatientBilling } from './world.ts';

const SEATS = { model: 'seats', committedSeats: 10, seatPricePerMonth: '85.00' } as const;
const IAAS = { model: 'iaas', learnersCommitted: 10, pricePerLearner: '150.00' } as const;
let world: BillingWorld;
beforeEach(async () => {
  world = await createBillingWorld();
});

const lines = async (id: string) =>
  (await world.core.billingRecords.invoiceLines(id)).map(({ month, from, meter, amount, corrects }) => ({
    month,
    from,
    meter,
    amount,
    corrects,
  }));
const invoice = async (campaignId: string, month: string) => previewInvoice(world.core, CONTEXT, { campaignId, month });

describe('a month', () => {
  it('is closed at 06:00 on the second day after it in the campaign’s time zone, once', async () => {
    const id = await world.campaign(SEATS);
    world.clock.set(at('2025-02-02T04:59:59Z'));
    await world.bill();
    expect(await lines(id)).toEqual([]);
    world.clock.set(at('2025-02-02T05:00:00Z'));
    for (let times = 0; times < 3; times++) await world.bill();
    expect(await lines(id)).toEqual([
      { month: '2025-01', from: '2025-01-01', meter: 'committed_seats', amount: 850_00, corrects: null },
    ]);
    expect((await world.outbox(id)).map((item) => item.id)).toEqual([`${id}.invoice.2025-01.0001`]);
  });

  it('is caught up after a rest, every month by itself', async () => {
    const id = await world.campaign(SEATS);
    world.clock.set(at('2025-05-20T12:00:00Z'));
    await world.bill();
    expect((await lines(id)).map(({ month, amount }) => [month, amount])).toEqual([
      ['2025-01', 850_00],
      ['2025-02', 850_00],
      ['2025-03', 850_00],
    ]);
  });

  it('is posted line by line with what it rests on kept here', async () => {
    const id = await world.campaign(SEATS);
    const { entry } = await world.consume(id, 'k', { subject: 'vol-1' });
    for (let seat = 2; seat <= 11; seat++) await world.consume(id, `k${seat}`, { subject: `vol-${seat}` });
    world.clock.set(at('2025-02-02T05:00:00Z'));
    await world.bill();
    const { lines: shown, total } = await invoice(id, '2025-01');
    expect(total).toBe(935_00);
    expect(shown[1]).toMatchObject({ id: `${id}.invoice.2025-01.0002`, meter: 'overage_seats', amount: 85_00 });
    expect(shown[1]?.entries).toHaveLength(1);
    expect(shown[1]?.entries).not.toContain(entry.id);
  });
});

it('reads no ledger for a month behind the last of a closed campaign, which can owe nothing any more', async () => {
  const id = await world.campaign(SEATS);
  world.clock.set(at('2025-04-10T12:00:00Z'));
  for (const to of ['completed', 'closed'] as const) await transitionCampaign(world.core, CONTEXT, { id, to });
  world.clock.set(at('2025-06-10T12:00:00Z'));
  await world.bill();
  const unread = () => {
    throw new Error('The ledger was read');
  };
  const core = { ...world.core, capacityLog: { ...world.core.capacityLog, stream: unread } };
  const of = (month: string) => previewInvoice(core, CONTEXT, { campaignId: id, month });
  expect((await of('2025-06')).lines).toEqual([]);
  expect((await of('2025-03')).total).toBe(850_00);
});

describe('what changes after a month is closed', () => {
  it('stands in the open month as a line that names the old one, and is settled with it', async () => {
    const id = await world.campaign(SEATS);
    const entries = [];
    for (let seat = 1; seat <= 11; seat++)
      entries.push((await world.consume(id, `k${seat}`, { subject: `vol-${seat}` })).entry.id);
    world.clock.set(at('2025-02-10T12:00:00Z'));
    await world.bill();
    const closed = (await invoice(id, '2025-01')).lines;
    const last = entries[10] ?? '';
    const reversal = { campaignId: id, entryId: last, key: null, hash: '', reason: 'Twice' };
    await reverseEntry(world.core, CONTEXT, reversal);

    expect((await invoice(id, '2025-01')).lines).toEqual(closed);
    const open = (await invoice(id, '2025-02')).lines;
    expect(open.map(({ meter, amount, from, corrects }) => [meter, amount, from, corrects])).toEqual([
      ['committed_seats', 850_00, '2025-02-01', null],
      ['overage_seats', -85_00, '2025-01-01', `${id}.invoice.2025-01.0002`],
    ]);
    expect(open[1]?.entries).toEqual([last]);

    world.clock.set(at('2025-04-05T12:00:00Z'));
    await world.bill();
    const all = await lines(id);
    expect(all.reduce((sum, { amount }) => sum + amount, 0)).toBe(3 * 850_00);
    expect(all.filter(({ corrects }) => corrects !== null)).toHaveLength(1);
  });

  it('is billed after the campaign’s end too: late evidence, and evidence taken back', async () => {
    const id = await world.campaign(IAAS);
    await world.consume(id, 'k', { subject: 'learner-1' });
    const completion = { campaignId: id, subject: 'learner-1' };
    await recordCompletion(world.core, CONTEXT, { ...completion, evidenceIds: ['evidence-1'] });
    world.clock.set(at('2025-04-10T12:00:00Z'));
    await world.bill();
    expect((await lines(id)).map(({ month, meter, amount }) => [month, meter, amount])).toEqual([
      ['2025-01', 'learners', 150_00],
      ['2025-03', 'shortfall', 1350_00],
    ]);
    await withdrawCompletion(world.core, CONTEXT, completion);
    world.clock.set(at('2025-05-10T12:00:00Z'));
    await world.bill();
    const added = (await lines(id)).slice(2);
    expect(added).toEqual([
      {
        month: '2025-04',
        from: '2025-01-01',
        meter: 'learners',
        amount: -150_00,
        corrects: `${id}.invoice.2025-01.0001`,
      },
      {
        month: '2025-04',
        from: '2025-03-01',
        meter: 'shortfall',
        amount: 150_00,
        corrects: `${id}.invoice.2025-03.0001`,
      },
    ]);
  });
});

describe('use', () => {
  it('goes out entry by entry under ids that a repeat has again, signed, without what holds did', async () => {
    const id = await world.campaign(IAAS);
    const { entry } = await world.consume(id, 'k', { subject: 'learner-1' });
    await reverseEntry(world.core, CONTEXT, {
      campaignId: id,
      entryId: entry.id,
      key: null,
      hash: '',
      reason: 'Twice',
    });
    await world.follow(id);
    await world.follow(id);
    const events = (await world.outbox(id)).flatMap(({ work }) => (work.kind === 'billing.usage' ? work.event : []));
    expect(
      events.map(({ meter, quantity, entryId, period }) => [meter, quantity, entryId === entry.id, period]),
    ).toEqual([
      ['learners', 10_000, true, null],
      ['learners', -10_000, false, null],
    ]);
    expect(events[0]?.id).toBe(`${id}.learners.${entry.id}`);
  });

  it('goes out by day for seats, after the day’s end, and once', async () => {
    const id = await world.campaign(SEATS);
    await world.consume(id, 'k', { subject: 'vol-1' });
    world.clock.set(at('2025-01-02T22:59:59Z'));
    await world.bill();
    expect(await world.outbox(id)).toEqual([]);
    world.clock.set(at('2025-01-04T12:00:00Z'));
    await world.bill();
    await world.bill();
    expect((await world.outbox(id)).map((item) => item.id)).toEqual([
      `${id}.seat_days.2025-01-02`,
      `${id}.seat_days.2025-01-03`,
    ]);
  });

  it('of before billing began is not told', async () => {
    const { clock, core, ...rest } = world;
    const id = await rest.campaign({ model: 'credits', creditAllocation: 100, creditConsumptionRate: 1 });
    await rest.consume(id, 'k', { quantity: 5 });
    await core.transactions.commit([{ op: 'delete', collection: 'billingStarts', id: 'service', ifVersion: 1 }]);
    clock.set(at('2025-02-20T12:00:00Z'));
    await world.bill();
    await world.follow(id);
    expect(await world.outbox(id)).toEqual([]);
    clock.set(at('2025-03-02T12:00:00Z'));
    await world.bill();
    expect(await lines(id)).toEqual([]);
  });
});

describe('the relay', () => {
  it('delivers in order within a campaign, and marks what was taken', async () => {
    const id = await world.campaign(SEATS);
    await world.consume(id, 'k', { subject: 'vol-1' });
    world.clock.set(at('2025-02-02T05:00:00Z'));
    await world.bill();
    const billing = createPatientBilling();
    const relay = createRelay(world.core, billing);
    const { sent } = await relay.pass();
    expect(sent).toBe(billing.events.length + billing.lines.length);
    expect(billing.events.map(({ period }) => period)).toEqual(billing.events.map(({ period }) => period).toSorted());
    expect(billing.lines).toHaveLength(1);
    expect((await world.core.outbox.pendingBilling(10, [])).length).toBe(0);
    expect((await relay.pass()).sent).toBe(0);
  });

  it('leaves what was refused for people, and delivers the rest', async () => {
    const id = await world.campaign({ model: 'credits', creditAllocation: 100, creditConsumptionRate: 1 });
    const bad = (await world.consume(id, 'bad', { quantity: 1 })).entry.id;
    for (const key of ['a', 'b']) await world.consume(id, key, { quantity: 1 });
    await world.follow(id);
    const patient = createPatientBilling();
    const relay = createRelay(world.core, {
      ...patient,
      async sendUsage(events) {
        await patient.sendUsage(events.filter(({ entryId }) => entryId !== bad));
        return events.map(({ entryId }) =>
          entryId === bad ? { outcome: 'refused', reason: 'HTTP 422' } : { outcome: 'accepted' },
        );
      },
    });
    await relay.pass();
    expect(patient.events).toHaveLength(2);
    const dead = (await world.core.outbox.list({ state: 'dead', limit: 10, cursor: null })).items;
    expect(dead.map(({ id: itemId, lastError }) => [itemId, lastError])).toEqual([
      [`${id}.credits.${bad}`, 'HTTP 422'],
    ]);
  });

  it('waits as long as it was asked to, and holds back only the campaign that waits', async () => {
    const id = await world.campaign({ model: 'credits', creditAllocation: 100, creditConsumptionRate: 1 });
    for (const key of ['a', 'b']) await world.consume(id, key, { quantity: 1 });
    await world.follow(id);
    const patient = createPatientBilling();
    let asked = 0;
    const relay = createRelay(world.core, {
      ...patient,
      async sendUsage(events) {
        asked += 1;
        if (asked > 1) return patient.sendUsage(events);
        const later = { outcome: 'unavailable', reason: 'HTTP 503', retryAfter: 120_000, untried: false } as const;
        return events.map(() => later);
      },
    });
    await relay.pass();
    world.clock.advance(119_000);
    await relay.pass();
    expect([asked, patient.events.length]).toEqual([1, 0]);
    world.clock.advance(1_000);
    await relay.pass();
    expect(patient.events).toHaveLength(2);
  });

  it('tells everything within a minute of a recovery, however long the service was away', async () => {
    const id = await world.campaign({ model: 'credits', creditAllocation: 100, creditConsumptionRate: 1 });
    for (const key of ['a', 'b', 'c']) await world.consume(id, key, { quantity: 1 });
    await world.follow(id);
    const patient = createPatientBilling();
    const back = world.clock.now() + 6 * 3_600_000;
    const away = { outcome: 'unavailable', reason: 'HTTP 503', retryAfter: null, untried: false } as const;
    const relay = createRelay(world.core, {
      ...patient,
      sendUsage: async (events) => (world.clock.now() < back ? events.map(() => away) : patient.sendUsage(events)),
    });
    while (patient.events.length < 3) {
      expect(world.clock.now() - back).toBeLessThanOrEqual(60_000);
      await relay.pass();
      world.clock.advance(5_000);
    }
    expect(patient.events.map(({ quantity }) => quantity)).toEqual([10_000, 10_000, 10_000]);
  });
});
