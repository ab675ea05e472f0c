import { beforeAll, describe, expect, it } from 'vitest';
import type { ManualClock } from '../support/clock.ts';
import { ADMIN, COORDINATOR, ofCompany, SALES, type TestApi } from './support.ts';
import { createWorld } from './world.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const AFTER_30_DAYS = at('2025-01-31T12:00:00Z');

/** Pricing insights over the API: each pricing model 30 days into a period of 100. */
export function describePricing(name: string, api: TestApi, clock: ManualClock): void {
  const world = createWorld(api);
  let companyId = '';
  const get = (path: string, as = SALES) => api.call('GET', path, { as });
  const pricing = async (campaignId: string) => (await get(`/campaigns/${campaignId}/pricing`)).body;

  /** A running campaign from 1 January to 10 April 2025. */
  async function campaign(terms: unknown, more: object = {}, owner = companyId): Promise<string> {
    clock.set(at('2025-01-02T09:00:00Z'));
    const over = { startDate: '2025-01-01', endDate: '2025-04-10', ...more };
    const id = await world.recruiting(owner, terms, over);
    await world.transition(id, 'active');
    return id;
  }

  async function people(campaignId: string, count: number): Promise<void> {
    const items = Array.from({ length: count }, (_, at) => ({ key: `p${at}`, subject: `person-${at}` }));
    const { body } = await api.call('POST', `/campaigns/${campaignId}/consumption/batch`, { body: { items } });
    expect(body.results.filter(({ status }: { status: number }) => status !== 201)).toEqual([]);
  }

  async function reports(campaignId: string, cohort: object): Promise<void> {
    const body = { name: 'One', status: 'active', ...cohort };
    expect((await api.call('POST', `/campaigns/${campaignId}/instances`, { body })).status).toBe(201);
  }

  beforeAll(async () => {
    companyId = await world.company();
  });

  describe(`the contract over ${name}`, () => {
    it('of seats is what is used now', async () => {
      const id = await campaign({ model: 'seats', committedSeats: 10, seatPricePerMonth: '100.00' });
      await people(id, 8);
      await reports(id, { enrolledBeneficiaries: 30, hoursLogged: 80, sroi: 4.2, vis: 78.5 });
      await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '6000' } });
      clock.set(AFTER_30_DAYS);
      expect(await pricing(id)).toEqual({
        currency: 'EUR',
        costPerLearner: '200.00',
        costPerHour: '75.00',
        budgetUtilization: 0.006,
        contract: {
          unit: 'seat',
          committed: 10,
          used: 8,
          variance: -2,
          utilizationPercent: 80,
          near: true,
          exhausted: false,
          projected: 8,
          projectedPercent: 80,
          // Three whole months and 10 of April's 30 days.
          projectedCost: '3333.33',
          exhaustedOn: null,
          daysLeft: 70,
          action: 'expand',
        },
        engagement: 77.5,
        highValue: true,
        valueScore: 59,
        roi: 320,
        priorities: ['near', 'high_value'],
        recommendations: [
          'Offer a larger contract: 8 of 10 seats (80 %) are used and 8 (80 %) expected by the end, with 70 days left.',
          'An SROI of 4.2 with 77.5 % engagement speaks for itself: bring it into the talk.',
        ],
        basis: [
          {
            code: 'expand',
            figures: {
              used: 8,
              committed: 10,
              utilizationPercent: 80,
              projected: 8,
              projectedPercent: 80,
              daysLeft: 70,
            },
          },
          { code: 'high_value', figures: { sroi: 4.2, engagement: 77.5 } },
        ],
      });
    });

    it.each([
      [
        'credits go on at their pace, beyond the grants as overage',
        { model: 'credits', creditAllocation: 1_000, creditConsumptionRate: 1, creditPrice: '0.50' },
        (id: string) => world.consume(id, 'k', { quantity: 360 }),
        // 36 % are used, and the pace brings 1 200 of 1 000 credits.
        { used: 360, variance: -640, projected: 1_200, projectedPercent: 120, projectedCost: '600.00' },
        { exhaustedOn: '2025-03-25', action: 'expand' },
      ],
      [
        'learners all complete, and what is committed beyond them is owed too',
        { model: 'iaas', learnersCommitted: 50, pricePerLearner: '240.00', outcomesGuaranteed: ['language'] },
        (id: string) => people(id, 12),
        { used: 12, variance: -38, projected: 40, projectedPercent: 80, projectedCost: '12000.00' },
        { exhaustedOn: null, action: 'negotiate' },
      ],
      [
        'sessions cost their fee and their rate up to the cap',
        {
          model: 'custom',
          capacityUnit: 'session',
          capacity: 60,
          fixedFee: '99.00',
          variableComponents: [{ name: 'Rooms', unit: 'session', rate: '7.00', cap: 40 }],
          milestonePayments: [{ milestone: 'Half time', amount: '50.00' }],
        },
        (id: string) => world.consume(id, 'k', { quantity: 18 }),
        { used: 18, variance: -42, projected: 60, projectedPercent: 100, projectedCost: '429.00' },
        { exhaustedOn: '2025-04-10', action: 'negotiate' },
      ],
    ])('of %s', async (_what, terms, use, figures, then) => {
      const id = await campaign(terms);
      await use(id);
      clock.set(AFTER_30_DAYS);
      expect((await pricing(id)).contract).toMatchObject({ ...figures, ...then, daysLeft: 70 });
    });

    it('of bundles is each campaign’s own share and what is used beyond it', async () => {
      clock.set(at('2025-01-02T09:00:00Z'));
      const subscription = await api.call('POST', '/subscriptions', {
        body: {
          companyId,
          name: 'L2I',
          learners: 500,
          price: '60000.00',
          currency: 'EUR',
          startsOn: '2025-01-01',
          endsOn: '2025-12-31',
          status: 'active',
        },
      });
      const bundle = (share: number) => ({ model: 'bundle', subscriptionId: subscription.body.id, share });
      const [small, large] = [await campaign(bundle(0.02)), await campaign(bundle(0.2))];
      await people(small, 5);
      await people(large, 9);
      clock.set(AFTER_30_DAYS);
      // 0.02 × 60 000 × 100 ÷ 365, and 17 − 10 learners at 60 000 ÷ 500.
      expect((await pricing(small)).contract).toMatchObject({
        committed: 10,
        used: 5,
        projected: 16.6667,
        projectedPercent: 166.67,
        projectedCost: '1168.77',
        action: 'expand',
      });
      const signals = await get(`/companies/${companyId}/pricing-signals`);
      const of = (id: string) => signals.body.items.find((each: { campaignId: string }) => each.campaignId === id);
      expect(of(small).contract).toEqual((await pricing(small)).contract);
      expect(of(large).contract).toEqual((await pricing(large)).contract);
      expect(of(large).contract).toMatchObject({ committed: 100, used: 9, projected: 30 });
    });

    it('says since when it has been used up, and what comes on top', async () => {
      const id = await campaign({ model: 'seats', committedSeats: 10, seatPricePerMonth: '100.00' });
      clock.set(at('2025-01-15T12:00:00Z'));
      await people(id, 11);
      clock.set(AFTER_30_DAYS);
      const { contract, recommendations, priorities } = await pricing(id);
      // January's overage was held from the 15th on; every month has one seat beyond the commitment.
      expect(contract).toMatchObject({ exhausted: true, near: false, exhaustedOn: '2025-01-15', variance: 1 });
      expect(contract.projectedCost).toBe('3733.33');
      expect(recommendations[0]).toContain('All of it has been used since 15 January 2025.');
      expect(priorities[0]).toBe('exhausted');
    });

    it('is over at its end, and on plan shortly before it', async () => {
      const id = await campaign({ model: 'seats', committedSeats: 10, seatPricePerMonth: '100.00' });
      await people(id, 7);
      clock.set(at('2025-04-02T12:00:00Z'));
      const ending = await pricing(id);
      expect(ending.contract).toMatchObject({ daysLeft: 9, action: 'maintain' });
      expect(ending.recommendations[0]).toMatch(/on plan: 7 of 10 seats .* with 9 days left\. Speak of its renewal\./);
      clock.set(at('2025-04-11T12:00:00Z'));
      const over = await pricing(id);
      expect(over.contract).toMatchObject({ daysLeft: 0, action: 'close', projected: 7 });
      expect(over.priorities).toContain('renewal');
    });

    it('is not known before there are terms', async () => {
      const { body } = await api.call('POST', '/campaigns', { body: { companyId, name: 'Bare' } });
      const answer = await pricing(body.id);
      expect(answer).toMatchObject({
        costPerLearner: null,
        costPerHour: null,
        budgetUtilization: null,
        engagement: null,
        highValue: false,
        valueScore: null,
        roi: null,
        priorities: [],
        recommendations: [],
      });
      expect(answer.contract).toEqual({
        unit: null,
        committed: null,
        used: 0,
        variance: null,
        utilizationPercent: null,
        near: false,
        exhausted: false,
        projected: null,
        projectedPercent: null,
        projectedCost: null,
        exhaustedOn: null,
        daysLeft: null,
        action: null,
      });
    });
  });

  describe(`a company’s contracts over ${name}`, () => {
    let owner = '';
    let tight = '';
    beforeAll(async () => {
      owner = await world.company('Rheintal');
      const seats = { model: 'seats', committedSeats: 10, seatPricePerMonth: '100.00' };
      tight = await campaign(seats, { name: '=cmd "of, all"', budgetAllocated: '1000.00' }, owner);
      await api.call('POST', `/campaigns/${tight}/spending`, { body: { amount: '1200' } });
      const near = await campaign(seats, { name: 'Near', targetBeneficiaries: 10 }, owner);
      await people(near, 9);
      await reports(near, { enrolledBeneficiaries: 5, sroi: 3, vis: 70, enrolledVolunteers: 9 });
      await reports(tight, { enrolledBeneficiaries: 15, sroi: 5, vis: 80, enrolledVolunteers: 1 });
      await campaign(seats, { name: 'Oslo', currency: 'NOK', budgetAllocated: '500.00' }, owner);
      clock.set(AFTER_30_DAYS);
    });

    it('come as signals, by name and by pages', async () => {
      const first = await get(`/companies/${owner}/pricing-signals?limit=2`);
      expect(first.status).toBe(200);
      expect(first.body.items.map((each: { name: string }) => each.name)).toEqual(['=cmd "of, all"', 'Near']);
      expect(first.body.items[0]).toMatchObject({ campaignId: tight, status: 'active', model: 'seats' });
      const rest = await get(`/companies/${owner}/pricing-signals?limit=2&cursor=${first.body.nextCursor}`);
      expect(rest.body.items.map((each: { name: string }) => each.name)).toEqual(['Oslo']);
      expect(rest.body.nextCursor).toBeNull();
    });

    it('come as a report: counted, summed by currency, averaged, the most pressing first', async () => {
      const { status, body } = await get(`/companies/${owner}/pricing-report`);
      expect(status).toBe(200);
      expect(body.counts).toEqual({ campaigns: 3, active: 3, highValue: 0, near: 1, over: 0, budgetConstrained: 1 });
      expect(body.totals).toEqual([
        {
          currency: 'EUR',
          allocated: '1001000.00',
          spent: '1200.00',
          remaining: '999800.00',
          utilization: 0.0012,
        },
        { currency: 'NOK', allocated: '500.00', spent: '0.00', remaining: '500.00', utilization: 0 },
      ]);
      // (15 × 5 + 5 × 3) ÷ 20, (1 × 80 + 9 × 70) ÷ 10, and 20 of 10 + 40 + 40.
      expect(body.averages).toEqual({ sroi: 4.5, vis: 71, beneficiaryUtilization: 0.2222 });
      const order = body.campaigns.map((each: { name: string }) => each.name);
      expect(order).toEqual(['=cmd "of, all"', 'Near', 'Oslo']);
      expect(body.recommendations).toContainEqual(
        '=cmd "of, all": Agree on the budget first: 1,200.00 EUR of 1,000.00 EUR (120 %) is spent.',
      );
      expect(body.basis).toContainEqual({
        campaignId: tight,
        code: 'budget',
        figures: expect.objectContaining({ spent: '1200.00', allocated: '1000.00', spentPercent: 120 }),
      });
      expect(body.basis).toHaveLength(body.recommendations.length);
    });

    it('come as CSV that no spreadsheet runs', async () => {
      for (const path of [
        `/campaigns/${tight}/pricing`,
        `/companies/${owner}/pricing-signals`,
        `/companies/${owner}/pricing-report`,
      ]) {
        const { status, headers, body } = await get(`${path}?format=csv`);
        expect(status).toBe(200);
        expect(headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
        expect(headers.get('Content-Disposition')).toMatch(/^attachment; filename="pricing[-a-z]*\.csv"$/);
        const [head, ...lines] = body.split('\r\n');
        expect(head).toMatch(/^campaignId,name,status,model,currency,unit,committed,used,variance,/);
        expect(lines.at(-1)).toBe('');
        expect(lines).toHaveLength(path.startsWith('/campaigns') ? 2 : 4);
        expect(body).toContain(`${tight},"'=cmd ""of, all""",active,seats,EUR,seat,10,0,-10,0,`);
      }
    });

    it('are of no company that is not there, and refuse unknown filters', async () => {
      for (const path of ['pricing-signals', 'pricing-report']) {
        expect((await get(`/companies/unknown/${path}`)).status).toBe(404);
        expect((await get(`/companies/unknown/${path}?format=csv`)).status).toBe(404);
        expect((await get(`/companies/${owner}/${path}?format=pdf`)).status).toBe(400);
        expect((await get(`/companies/${owner}/${path}?luck=1`)).status).toBe(400);
      }
      expect((await get('/campaigns/unknown/pricing')).status).toBe(404);
      expect((await get(`/companies/${owner}/pricing-signals?cursor=elsewhere`)).status).toBe(400);
    });

    it('are for staff', async () => {
      const paths = [
        `/campaigns/${tight}/pricing`,
        `/companies/${owner}/pricing-signals`,
        `/companies/${owner}/pricing-report`,
        '/companies/unknown/pricing-report',
      ];
      for (const path of paths) {
        for (const role of ['company_admin', 'company_user'] as const)
          expect((await get(path, ofCompany(owner, role))).status).toBe(403);
        expect((await api.call('GET', path, { as: null })).status).toBe(401);
      }
      for (const as of [ADMIN, COORDINATOR, SALES]) expect((await get(paths[0] ?? '', as)).status).toBe(200);
    });
  });
}
