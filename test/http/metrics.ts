import { beforeAll, describe, expect, it } from 'vitest';
import { ofCompany, type TestApi } from './support.ts';
import { createWorld } from './world.ts';

/** What is made of cohorts, ledger and spending, over the API. */
export function describeMetrics(name: string, api: TestApi): void {
  const world = createWorld(api);
  let companyId = '';
  beforeAll(async () => {
    companyId = await world.company();
  });
  const cohort = (campaignId: string, body: object) =>
    api.call('POST', `/campaigns/${campaignId}/instances`, { body: { name: 'Cohort', ...body } });
  const metrics = async (id: string, call = {}) => (await api.call('GET', `/campaigns/${id}/metrics`, call)).body;

  describe(`metrics over ${name}`, () => {
    it('count seats of the ledger, people served, sessions and hours of cohorts, and the budget', async () => {
      const id = await world.recruiting(companyId);
      for (const seat of [1, 2, 3]) await world.consume(id, `k${seat}`, { subject: `vol-${seat}` });
      await api.call('POST', `/campaigns/${id}/releases`, { body: { subject: 'vol-1' } });
      const people = { enrolledVolunteers: 20, enrolledBeneficiaries: 30, sessionsHeld: 4, hoursLogged: 6.5 };
      await cohort(id, { ...people, status: 'active', sroi: 4, vis: 80 });
      await cohort(id, { ...people, status: 'completed', enrolledBeneficiaries: 10, sroi: 2, vis: 70.25 });
      await cohort(id, { ...people, status: 'planned', sroi: 9 });
      await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '900000' } });
      expect(await metrics(id)).toEqual({
        volunteers: 2,
        volunteersServed: 3,
        beneficiaries: 30,
        beneficiariesServed: 40,
        sessions: 8,
        hours: 13,
        sroi: 3.5,
        vis: 75.13,
        reasons: { sroi: null, vis: null },
        instances: 3,
        activeInstances: 1,
        budget: {
          allocated: '1000000.00',
          spent: '900000.00',
          remaining: '100000.00',
          utilization: 0.9,
          currency: 'EUR',
        },
        flags: {
          nearCapacity: false,
          atCapacity: false,
          overCapacity: false,
          budgetWarning: true,
          lowPerformance: false,
        },
      });
    });

    it('flag an SROI below 2 while active, and keep one over too few people from the company', async () => {
      const id = await world.recruiting(companyId);
      await cohort(id, { status: 'active', enrolledBeneficiaries: 4, sroi: 1.8 });
      expect((await metrics(id)).flags.lowPerformance).toBe(false);
      await world.transition(id, 'active');
      expect(await metrics(id)).toMatchObject({
        sroi: 1.8,
        flags: { lowPerformance: true },
        reasons: { vis: 'not_reported' },
      });
      const shown = await metrics(id, { as: ofCompany(companyId, 'company_user') });
      expect(shown).toMatchObject({ sroi: null, flags: { lowPerformance: false }, reasons: { sroi: 'too_few' } });
    });

    it('are another company’s secret', async () => {
      const id = await world.recruiting(companyId);
      const { status } = await api.call('GET', `/campaigns/${id}/metrics`, {
        as: ofCompany('another', 'company_user'),
      });
      expect(status).toBe(404);
    });

    it('of a company come in one answer, its own people’s as well, and nobody else’s', async () => {
      const own = await world.company('Overseen');
      const [id, draft] = [await world.recruiting(own), await world.draft(own)];
      await cohort(id, { status: 'active', enrolledBeneficiaries: 30, sessionsHeld: 4, hoursLogged: 6.5, sroi: 4 });
      await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '300' } });
      for (const as of [undefined, ofCompany(own, 'company_user')]) {
        const { status, body } = await api.call('GET', `/companies/${own}/dashboard`, as ? { as } : {});
        expect(status).toBe(200);
        expect(body).toMatchObject({
          companyId: own,
          name: 'Overseen',
          counts: { campaigns: 2, running: 1 },
          people: { beneficiariesServed: 30, sessions: 4, hours: 6.5 },
          sroi: 4,
          money: [{ currency: 'EUR', spent: '300.00', costPerLearner: '10.00', costPerHour: '46.15' }],
        });
        const of = new Map(body.campaigns.map((one: { id: string }) => [one.id, one]));
        expect([...of.keys()].toSorted()).toEqual([id, draft].toSorted());
        expect(of.get(id)).toMatchObject({
          status: 'recruiting',
          pricingModel: 'seats',
          metrics: { beneficiariesServed: 30, budget: { spent: '300.00' } },
          costPerLearner: '10.00',
          roi: 300,
        });
      }
      const path = `/companies/${own}/dashboard`;
      expect((await api.call('GET', path, { as: ofCompany('another', 'company_admin') })).status).toBe(404);
      expect((await api.call('GET', '/companies/none/dashboard')).status).toBe(404);
    });

    it('put reported SROI into the list, in its order, also where cohorts are reported at once', async () => {
      const own = await world.company('Sorted');
      const [low, high, none] = [await world.recruiting(own), await world.recruiting(own), await world.recruiting(own)];
      await cohort(low, { status: 'active', enrolledBeneficiaries: 10, sroi: 1 });
      const scores = [2, 4, 6, 8];
      const answers = await Promise.all(
        scores.map((sroi) => cohort(high, { status: 'active', enrolledBeneficiaries: 10, sroi, vis: 50 })),
      );
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      const { body } = await api.call('GET', `/campaigns?companyId=${own}&sort=-sroi`);
      expect(body.items.map(({ id, sroi, vis }: Record<string, unknown>) => [id, sroi, vis])).toEqual([
        [high, 5, 50],
        [low, 1, null],
        [none, null, null],
      ]);
    });
  });
}
