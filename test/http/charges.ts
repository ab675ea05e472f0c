import { beforeAll, describe, expect, it } from 'vitest';
import type { ManualClock } from '../support/clock.ts';
import { ofCompany, type TestApi } from './support.ts';
import { createWorld, LEARNERS, SEATS } from './world.ts';

export const MADE_AT = '2025-01-02T09:00:00Z';
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

/** Charges over the API: January and February 2025 of campaigns in Berlin. */
export function describeCharges(name: string, api: TestApi, clock: ManualClock): void {
  const world = createWorld(api);

  describe(`charges over ${name}`, () => {
    let companyId = '';
    beforeAll(async () => {
      companyId = await world.company();
    });

    /** Recruiting since 2 January 2025, for a period that starts on the 1st. */
    function campaign(terms: unknown, endDate = '2025-06-30'): Promise<string> {
      clock.set(at(MADE_AT));
      return world.recruiting(companyId, terms, { startDate: '2025-01-01', endDate });
    }
    const charges = async (id: string, query: string) =>
      (await api.call('GET', `/campaigns/${id}/charges?${query}`)).body;
    const invoice = async (id: string, month: string) =>
      (await api.call('GET', `/campaigns/${id}/invoice-preview?month=${month}`)).body;

    it('charges committed seats by the month, and months add up to the whole', async () => {
      const id = await campaign({ model: 'seats', committedSeats: 50, seatPricePerMonth: '85.00' });
      const whole = await charges(id, 'from=2025-01-01&to=2025-06-30');
      expect(whole).toMatchObject({
        currency: 'EUR',
        total: '25500.00',
        lines: [{ meter: 'committed_seats', quantity: 300, unitPrice: '85.00', amount: '25500.00', entries: [] }],
      });
      expect((await invoice(id, '2025-02')).total).toBe('4250.00');
      expect((await charges(id, 'from=2025-01-16&to=2025-02-14')).total).toBe('4318.55');
    });

    it('charges seats beyond the commitment by the peak of the month, and names the entries behind it', async () => {
      const id = await campaign(SEATS);
      clock.set(at('2025-01-20T12:00:00Z'));
      const entries = [];
      for (let seat = 1; seat <= 11; seat++)
        entries.push((await world.consume(id, `k${seat}`, { subject: `vol-${seat}` })).body.entry.id);
      clock.advance(60_000);
      await api.call('POST', `/campaigns/${id}/releases`, { body: { subject: 'vol-1' } });
      const { lines } = await invoice(id, '2025-01');
      expect(lines[1]).toMatchObject({ meter: 'overage_seats', quantity: 1, amount: '85.00', entries: [entries[10]] });
      expect((await invoice(id, '2025-02')).total).toBe('850.00');
    });

    it('takes a reversed seat out of the day on which it was taken', async () => {
      const id = await campaign(SEATS);
      clock.set(at('2025-01-20T12:00:00Z'));
      const answers = [];
      for (let seat = 1; seat <= 11; seat++)
        answers.push(await world.consume(id, `k${seat}`, { subject: `vol-${seat}` }));
      expect((await invoice(id, '2025-01')).total).toBe('935.00');
      clock.set(at('2025-02-20T12:00:00Z'));
      const entryId = answers[10]?.body.entry.id;
      await api.call('POST', `/campaigns/${id}/ledger/${entryId}/reversal`, { body: { reason: 'Booked twice' } });
      expect((await invoice(id, '2025-01')).total).toBe('850.00');
    });

    it('charges the allocation, further grants when they start, and credits that no grant covered', async () => {
      const id = await campaign({
        model: 'credits',
        creditAllocation: 100,
        creditConsumptionRate: 1,
        creditPrice: '0.50',
        overageCreditPrice: '0.75',
      });
      await api.call('POST', `/campaigns/${id}/grants`, {
        body: { quantity: 20, cost: '8.00', startsAt: '2025-02-10T00:00:00Z' },
      });
      clock.set(at('2025-01-20T12:00:00Z'));
      const used = await world.consume(id, 'k', { quantity: 104.5 });
      expect((await invoice(id, '2025-01')).lines).toMatchObject([
        { meter: 'credit_allocation', amount: '50.00' },
        { meter: 'overage_credits', quantity: 4.5, amount: '3.38', entries: [used.body.entry.id] },
      ]);
      expect((await invoice(id, '2025-02')).lines).toMatchObject([{ meter: 'credit_grants', amount: '8.00' }]);
      await api.call('POST', `/campaigns/${id}/ledger/${used.body.entry.id}/reversal`, {
        body: { quantity: 4.5, reason: 'Too much' },
      });
      expect((await invoice(id, '2025-01')).total).toBe('50.00');
    });

    it('charges a learner who completed when the evidence is there, and again not when it is taken back', async () => {
      const id = await campaign(LEARNERS, '2025-03-31');
      const place = await world.consume(id, 'k', { subject: 'learner-1' });
      clock.set(at('2025-01-20T12:00:00Z'));
      const body = { subject: 'learner-1' };
      const first = await api.call('POST', `/campaigns/${id}/completions`, { body });
      expect([first.status, first.body.evidence]).toEqual([201, []]);
      expect((await invoice(id, '2025-01')).lines).toEqual([]);

      clock.set(at('2025-02-05T12:00:00Z'));
      const again = await api.call('POST', `/campaigns/${id}/completions`, {
        body: { ...body, evidenceIds: ['evidence-1'] },
      });
      expect([again.status, again.body.occurredAt]).toEqual([200, first.body.occurredAt]);
      expect((await invoice(id, '2025-02')).lines).toMatchObject([
        {
          meter: 'learners',
          quantity: 1,
          amount: '150.00',
          entries: [place.body.entry.id],
          evidence: ['evidence-1'],
        },
      ]);
      expect((await invoice(id, '2025-03')).lines).toMatchObject([
        { meter: 'shortfall', quantity: 9, amount: '1350.00' },
      ]);
      expect((await charges(id, 'to=2025-03-31')).total).toBe('1500.00');

      expect((await api.call('DELETE', `/campaigns/${id}/completions/learner-1`)).status).toBe(204);
      expect((await api.call('DELETE', `/campaigns/${id}/completions/learner-1`)).status).toBe(404);
      expect((await invoice(id, '2025-02')).lines).toEqual([]);
    });

    it('charges the fee, what the components count and the milestones reached', async () => {
      const id = await campaign({
        model: 'custom',
        capacityUnit: 'session',
        capacity: 40,
        fixedFee: '1000.00',
        variableComponents: [
          { name: 'Materials', unit: 'session', rate: '12.50', cap: 5 },
          { name: 'Rooms', unit: 'room', rate: '99.00' },
        ],
        milestonePayments: [{ milestone: 'Kick off', amount: '500.00' }],
      });
      clock.set(at('2025-01-20T12:00:00Z'));
      const used = await world.consume(id, 'k', { quantity: 7 });
      const body = { milestone: 'Kick off' };
      expect((await api.call('POST', `/campaigns/${id}/milestones`, { body })).status).toBe(201);
      expect((await api.call('POST', `/campaigns/${id}/milestones`, { body })).status).toBe(200);
      const unknown = await api.call('POST', `/campaigns/${id}/milestones`, { body: { milestone: 'Party' } });
      expect([unknown.status, unknown.body.code]).toEqual([422, 'UNKNOWN_REFERENCE']);
      expect((await invoice(id, '2025-01')).lines).toMatchObject([
        { meter: 'fixed_fee', amount: '1000.00' },
        { meter: 'Materials', quantity: 5, amount: '62.50', entries: [used.body.entry.id] },
        { meter: 'milestone', amount: '500.00' },
      ]);
      const room = (component: string, quantity: number, key?: string) =>
        api.call('POST', `/campaigns/${id}/components`, { body: { component, quantity }, ...(key && { key }) });
      expect((await room('Rooms', 2, 'r')).status).toBe(201);
      expect((await room('Rooms', 2, 'r')).headers.get('Idempotency-Replayed')).toBe('true');
      expect((await room('Rooms', -0.5)).status).toBe(201);
      expect((await room('Materials', 1)).body.code).toBe('CONFLICT');
      expect((await room('Food', 1)).body.code).toBe('UNKNOWN_REFERENCE');
      expect((await room('Rooms', 0)).body.code).toBe('INVALID_QUANTITY');
      expect((await api.call('GET', `/campaigns/${id}/components`)).body.items).toMatchObject([
        { component: 'Rooms', quantity: 2 },
        { component: 'Rooms', quantity: -0.5 },
      ]);
      expect((await invoice(id, '2025-01')).lines).toContainEqual(
        expect.objectContaining({ meter: 'Rooms', quantity: 1.5, amount: '148.50' }),
      );
      expect((await api.call('DELETE', `/campaigns/${id}/milestones/Kick%20off`)).status).toBe(204);
      expect((await invoice(id, '2025-01')).total).toBe('1211.00');
    });

    it('takes a discount off from the day on which the period became long enough for it', async () => {
      const id = await campaign({ ...SEATS, termDiscount: { months: 7, percent: 10 } });
      expect((await charges(id, 'to=2025-06-30')).total).toBe('5100.00');
      clock.set(at('2025-03-01T12:00:00Z'));
      const { headers } = await api.call('GET', `/campaigns/${id}`);
      const body = { endDate: '2025-07-31' };
      const call = { ifMatch: headers.get('ETag') ?? '', body };
      expect((await api.call('PATCH', `/campaigns/${id}`, call)).status).toBe(200);
      expect((await invoice(id, '2025-02')).total).toBe('850.00');
      expect((await invoice(id, '2025-03')).total).toBe('765.00');
      expect((await charges(id, 'to=2025-07-31')).total).toBe('5525.00');
    });

    it('shows a bundle’s share and charges only the learners beyond it', async () => {
      clock.set(at(MADE_AT));
      const made = await api.call('POST', '/subscriptions', {
        body: {
          companyId,
          name: 'L2I',
          learners: 10,
          price: '36500.00',
          currency: 'EUR',
          startsOn: '2025-01-01',
          endsOn: '2025-12-31',
          status: 'active',
        },
      });
      const terms = { model: 'bundle', subscriptionId: made.body.id, share: 0.5, overage: 0.2 };
      const id = await campaign(terms, '2025-01-10');
      for (let learner = 1; learner <= 6; learner++)
        await world.consume(id, `k${learner}`, { subject: `l-${learner}` });
      const { lines, total } = await invoice(id, '2025-01');
      expect(lines).toMatchObject([
        { meter: 'bundle_allocation', amount: '500.00', posted: false },
        { meter: 'overage_learners', quantity: 1, amount: '3650.00', posted: true },
      ]);
      expect(total).toBe('3650.00');
    });

    it('owes nothing before there are terms, and refuses windows that are none', async () => {
      const made = await api.call('POST', '/campaigns', { body: { companyId, name: 'Bare' } });
      expect(await charges(made.body.id, '')).toEqual({ currency: 'EUR', lines: [], total: '0.00' });
      const refused = async (query: string) => (await api.call('GET', `/campaigns/${made.body.id}/${query}`)).status;
      expect(await refused('charges?from=2025-02-01&to=2025-01-01')).toBe(422);
      expect(await refused('charges?from=2025-02-30')).toBe(422);
      expect(await refused('charges?colour=red')).toBe(400);
      expect(await refused('invoice-preview?month=2025-13')).toBe(422);
      expect(await refused('invoice-preview')).toBe(200);
    });

    it('lets a company read the charges of its own campaigns alone', async () => {
      const id = await campaign(SEATS);
      const own = { as: ofCompany(companyId, 'company_user') };
      const foreign = { as: ofCompany('another', 'company_admin') };
      expect((await api.call('GET', `/campaigns/${id}/charges`, own)).status).toBe(200);
      expect((await api.call('GET', `/campaigns/${id}/invoice-preview?month=2025-01`, own)).status).toBe(200);
      expect((await api.call('GET', `/campaigns/${id}/charges`, foreign)).status).toBe(404);
      const body = { subject: 'learner-1' };
      expect((await api.call('POST', `/campaigns/${id}/completions`, { ...own, body })).status).toBe(403);
      const other = await api.call('POST', `/campaigns/${id}/completions`, { body });
      expect([other.status, other.body.code]).toEqual([409, 'CONFLICT']);
    });
  });
}
