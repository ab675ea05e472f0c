import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/core/domain/shared/time.ts';
import type { ManualClock } from '../support/clock.ts';
import { ofCompany, type TestApi } from './support.ts';
import { createWorld } from './world.ts';

/** Burn, costs, estimates and the dashboard over the API. */
export function describePerformance(name: string, api: TestApi, clock: ManualClock): void {
  const world = createWorld(api);
  let companyId = '';
  let id = '';
  const start = clock.now();
  const get = async (path: string, call = {}) => (await api.call('GET', `/campaigns/${id}/${path}`, call)).body;
  beforeAll(async () => {
    companyId = await world.company();
    id = await world.recruiting(companyId);
    const people = { enrolledVolunteers: 10, enrolledBeneficiaries: 40 };
    const outcomeScores = { language: 0.8, wellbeing: 0.5 };
    const cohort = { ...people, hoursLogged: 100, sessionsHeld: 40, sroi: 4.2, vis: 78.5, outcomeScores };
    await api.call('POST', `/campaigns/${id}/instances`, { body: { name: 'One', status: 'active', ...cohort } });
    await world.consume(id, 'k', { subject: 'vol-1' });
    await api.call('POST', `/campaigns/${id}/snapshots`);
    clock.advance(20 * DAY);
    await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '5000' } });
  });

  describe(`performance over ${name}`, () => {
    it('burns what was spent since the campaign began, against the plan', async () => {
      const financials = await get('financials');
      // The campaign began 7 days after it was made and lasts 181 days.
      expect(financials).toMatchObject({
        elapsedDays: 13,
        totalDays: 181,
        burnPerDay: '384.62',
        planPerDay: '5524.86',
        status: 'under_plan',
        currency: 'EUR',
      });
      expect(financials.depletedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    });

    it('costs a learner, an hour and an outcome what was spent on them, and shows where figures came from', async () => {
      const performance = await get('performance');
      expect(performance).toMatchObject({
        spent: '5000.00',
        costPerLearner: '125.00',
        costPerHour: '50.00',
        roi: 320,
        outcomes: [
          { dimension: 'language', score: 0.8, reached: 32, costPerOutcome: '156.25' },
          { dimension: 'wellbeing', score: 0.5, reached: 20, costPerOutcome: '250.00' },
        ],
        flags: { lowPerformance: false, budgetWarning: false },
      });
      const spent = performance.trends.find(({ metric }: { metric: string }) => metric === 'budgetSpent');
      expect(spent).toEqual({
        metric: 'budgetSpent',
        now: '5000.00',
        before: '0.00',
        since: new Date(start).toISOString(),
      });
    });

    it('estimates SROI and VIS by themselves, with inputs and proxies named, beside what is reported', async () => {
      const estimate = await get('sroi');
      // 40 × 500 × 0.5 ÷ (100 × 29.95 + 5000)
      expect(estimate).toMatchObject({
        estimatedSroi: { low: 1.25, value: 1.25, high: 1.25 },
        sroiReason: null,
        reported: { sroi: 4.2, vis: 78.5 },
        inputs: { beneficiariesServed: 40, hours: 100, costs: '5000.00', gains: { language: 0.5, integration: 0 } },
        proxies: { language: '500', volunteerHour: '29.95' },
      });
      expect(estimate.proxies.source).not.toBe('');
      // One seat was ever taken: 100 hours, 40 sessions in less than a month, a mean outcome of 0.65.
      expect(estimate).toMatchObject({
        estimatedVis: 84.44,
        visParts: { hours: 100, consistency: 100, outcome: 61.11 },
      });
      const range = await get('sroi?confidence=0.5&deadweight=0.1..0.3');
      expect(range.estimatedSroi).toEqual({ low: 0.7, value: 0.8, high: 0.9 });
    });

    it.each(['confidence=2', 'deadweight=0.3..0.1', 'deadweight=much', 'luck=1'])('refuses ?%s', async (query) => {
      expect((await api.call('GET', `/campaigns/${id}/sroi?${query}`)).status).toBe(400);
    });

    it('has no estimate in a currency without proxies', async () => {
      const { body: company } = await api.call('POST', '/companies', {
        body: { name: 'Fjordbank', timeZone: 'Europe/Oslo', currency: 'NOK' },
      });
      const other = await world.recruiting(company.id);
      const { body } = await api.call('GET', `/campaigns/${other}/sroi`);
      expect(body).toMatchObject({ estimatedSroi: null, sroiReason: 'no_proxies', proxies: null });
    });

    it('puts everything that a first look needs into one answer', async () => {
      const dashboard = await get('dashboard');
      expect(dashboard.campaign).toEqual((await api.call('GET', `/campaigns/${id}`)).body);
      expect(dashboard.campaign.capacity).toMatchObject({ consumed: 1, capacity: 10 });
      expect(dashboard.metrics).toEqual(await get('metrics'));
      expect(dashboard.performance).toEqual(await get('performance'));
      expect(dashboard.schedule.map(({ to }: { to: string }) => to)).toEqual(['active', 'completed']);
      expect(dashboard.alerts).toEqual([]);
    });

    it('tells the company of its own, and nobody of another’s', async () => {
      const dashboard = await get('dashboard', { as: ofCompany(companyId, 'company_admin') });
      expect(dashboard.campaign.internalNotes).toBeNull();
      expect(dashboard.metrics.sroi).toBe(4.2);
      for (const path of ['dashboard', 'performance', 'financials', 'sroi']) {
        const answer = await api.call('GET', `/campaigns/${id}/${path}`, { as: ofCompany('another', 'company_admin') });
        expect(answer.status).toBe(404);
      }
    });

    it('withholds estimates that rest on outcomes of fewer than 5 people', async () => {
      const few = await world.recruiting(companyId);
      const cohort = {
        name: 'Few',
        status: 'active',
        enrolledBeneficiaries: 4,
        outcomeScores: { language: 0.9 },
        hoursLogged: 1,
      };
      await api.call('POST', `/campaigns/${few}/instances`, { body: cohort });
      clock.advance(HOUR);
      const as = ofCompany(companyId, 'company_admin');
      const { body } = await api.call('GET', `/campaigns/${few}/sroi`, { as });
      expect(body).toMatchObject({
        estimatedSroi: null,
        sroiReason: 'too_few',
        inputs: { outcomes: { language: null }, gains: null },
      });
    });
  });
}
