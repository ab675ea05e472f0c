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

    it('puts an interval and what drives it beside the estimate, the same each time', async () => {
      const query = 'sroi?deadweight=0.1..0.3&proxyDoubt=0.2';
      const estimate = await get(query);
      expect(estimate.interval).toMatchObject({ level: 0.8, distribution: 'triangular', draws: 20_000 });
      expect(estimate.interval.low).toBeLessThan(estimate.estimatedSroi.value);
      expect(estimate.interval.high).toBeGreaterThan(estimate.estimatedSroi.value);
      expect(estimate.drivers.map(({ input }: { input: string }) => input)).toEqual([
        'language',
        'deadweight',
        'volunteerHour',
      ]);
      expect(estimate.basis.snapshotId).toBe(estimate.interval.seed);
      const again = await get(query);
      expect({ ...again, basis: null }).toEqual({ ...estimate, basis: null });
      expect((await get('sroi')).interval).toBeNull();
    });

    it('reports as of a past instant what was known then, and the same for ever', async () => {
      const own = await world.recruiting(companyId);
      const report = async (query: string) => (await api.call('GET', `/campaigns/${own}/sroi?${query}`)).body;
      const cohort = { enrolledBeneficiaries: 40, hoursLogged: 100, outcomeScores: { language: 0.8 }, sroi: 3 };
      const { body: made } = await api.call('POST', `/campaigns/${own}/instances`, {
        body: { name: 'One', status: 'active', ...cohort },
      });
      const before = new Date(clock.now()).toISOString();
      clock.advance(HOUR);
      await api.call('POST', `/campaigns/${own}/spending`, { body: { amount: '1000' } });
      await world.consume(own, 'a', { subject: 'vol-a' });
      await api.call('POST', `/campaigns/${own}/snapshots`);
      const asOf = `asOf=${new Date(clock.now()).toISOString()}&deadweight=0.1..0.2`;
      const then = await report(asOf);
      // 40 × 500 × 0.5 × 0.85 ÷ (100 × 29.95 + 1000)
      expect(then).toMatchObject({
        estimatedSroi: { value: 2.13 },
        reported: { sroi: 3 },
        inputs: { costs: '1000.00', volunteersServed: 1, beneficiariesServed: 40, hours: 100 },
        basis: { ledgerSequence: 4 },
      });
      clock.advance(HOUR);
      await api.call('PATCH', `/campaigns/${own}/instances/${made.id}`, { ifMatch: 1, body: { hoursLogged: 900 } });
      await api.call('POST', `/campaigns/${own}/spending`, { body: { amount: '70000' } });
      await world.consume(own, 'b', { subject: 'vol-b' });
      await api.call('POST', `/campaigns/${own}/snapshots`);
      expect(await report(asOf)).toEqual(then);
      expect(await report(`asOf=${before}`)).toMatchObject({
        estimatedSroi: null,
        sroiReason: 'no_snapshot',
        visReason: 'no_snapshot',
        reported: { sroi: null, reasons: { sroi: 'not_known_then' } },
        inputs: { hours: null, beneficiariesServed: null, volunteersServed: 0, costs: '0.00' },
        basis: { snapshotId: null },
      });
      const ahead = `asOf=${new Date(clock.now() + HOUR).toISOString()}`;
      expect((await api.call('GET', `/campaigns/${own}/sroi?${ahead}`)).status).toBe(422);
    });

    it.each([
      'proxyDoubt=1',
      'distribution=normal',
      'asOf=yesterday',
      'confidence=2',
      'deadweight=0.3..0.1',
      'deadweight=much',
      'luck=1',
    ])('refuses ?%s', async (query) => {
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

    it('is compared with its like of other companies, and tells a company nothing of too few', async () => {
      const compared = async (call = {}) => (await get('comparison', call)).compared;
      const [cost] = await compared();
      expect(cost).toMatchObject({ measure: 'costPerLearner', percentile: null, reason: 'too_few_others' });
      for (const _ of [1, 2, 3]) {
        const other = await world.recruiting(await world.company());
        const cohort = { enrolledBeneficiaries: 40, hoursLogged: 100, sroi: 3 };
        await api.call('POST', `/campaigns/${other}/instances`, { body: { name: 'One', status: 'active', ...cohort } });
        await api.call('POST', `/campaigns/${other}/spending`, { body: { amount: '9000' } });
        await world.transition(other, 'active');
      }
      const answer = await get('comparison');
      expect(answer.like).toEqual({ programType: 'mentorship', model: 'seats', size: 1 });
      expect(answer.compared[0]).toEqual({
        measure: 'costPerLearner',
        percentile: 100,
        comparedWith: 3,
        reason: null,
      });
      expect(answer.completion).toMatchObject([
        { target: 'volunteers', wanted: 10, current: 1, date: null },
        { target: 'beneficiaries', wanted: 40, current: 40, reason: 'reached' },
      ]);
      const own = await compared({ as: ofCompany(companyId, 'company_user') });
      expect(own.every(({ percentile }: { percentile: number | null }) => percentile === null)).toBe(true);
      const foreign = { as: ofCompany('another', 'company_user') };
      expect((await api.call('GET', `/campaigns/${id}/comparison`, foreign)).status).toBe(404);
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
