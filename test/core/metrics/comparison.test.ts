import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/domain/access/actor.ts';
import { type Comparable, compareWith, MEASURES, sizeBand } from '../../../src/core/domain/metrics/comparison.ts';
import { completionByLedger, completionByTrend } from '../../../src/core/domain/metrics/completion.ts';
import { metricsOf } from '../../../src/core/domain/metrics/metrics.ts';
import { addDays } from '../../../src/core/domain/shared/time.ts';
import { anInstance } from '../../contract/documents.ts';

const actor = (role: Role) => ({ id: 'x', role, companyId: role.startsWith('company') ? 'own' : null });

function comparable(
  id: string,
  companyId: string,
  over: { spent?: number; people?: number; sroi?: number | null } = {},
): Comparable {
  const { spent = 10_000, people = 10, sroi = 4 } = over;
  const cohort = anInstance({ id, status: 'active', enrolledBeneficiaries: people, hoursLogged: 10, sroi });
  const money = { budgetAllocated: 100_000, budgetSpent: spent, currency: 'EUR' };
  const places = { unit: null, consumed: 0, capacity: 0, served: 0 };
  return { campaign: { id, companyId, currency: 'EUR' }, metrics: metricsOf(money, [cohort], places) };
}
const others = (count: number, companies: number) =>
  Array.from({ length: count }, (_, index) =>
    comparable(`o${index}`, `c${index % companies}`, { spent: 5_000 + index * 2_000, sroi: 2 + index }),
  );
const of = (measure: string, own: Comparable, all: Comparable[], role: Role) =>
  compareWith(own, all, actor(role)).find((one) => one.measure === measure);

describe('compareWith()', () => {
  it('is the share that it does at least as well as, where less is better of a cost and more of an outcome', () => {
    const own = comparable('own', 'own', { spent: 9_000, sroi: 5 });
    // Costs of 5, 7, 9, 11, 13: two worse, one alike. SROI of 2 to 6: three worse, one alike.
    expect(of('costPerLearner', own, others(5, 3), 'sales')).toEqual({
      measure: 'costPerLearner',
      percentile: 50,
      comparedWith: 5,
      reason: null,
    });
    expect(of('sroi', own, others(5, 3), 'sales')?.percentile).toBe(70);
  });

  it.each([
    [5, 3, 50],
    [4, 3, null],
    [9, 2, null],
  ])('tells a company of %i others of %i companies %j', (count, companies, percentile) => {
    const own = comparable('own', 'own', { spent: 9_000 });
    const found = of('costPerLearner', own, others(count, companies), 'company_admin');
    expect(found?.percentile).toBe(percentile);
    expect(found?.reason).toBe(percentile === null ? 'too_few_others' : null);
  });

  it('counts a company’s own campaigns for nothing when it asks whether there are enough others', () => {
    const all = [...others(4, 4), comparable('mine', 'own'), comparable('mine too', 'own')];
    expect(of('sroi', comparable('own', 'own'), all, 'company_user')).toMatchObject({ reason: 'too_few_others' });
  });

  it('leaves out outcomes over fewer than 5 people and costs in another currency', () => {
    const few = comparable('few', 'c1', { people: 3 });
    expect(of('sroi', comparable('own', 'own'), [few], 'admin')?.reason).toBe('too_few_others');
    expect(of('sroi', comparable('own', 'own', { people: 4 }), others(5, 3), 'admin')?.reason).toBe('not_known');
    const foreign = { ...few, campaign: { ...few.campaign, currency: 'NOK' } };
    expect(of('costPerHour', comparable('own', 'own'), [foreign], 'admin')?.reason).toBe('too_few_others');
  });

  it('never tells a company anything of fewer than 5 others of 3 companies, and stays within 0 to 100', () => {
    const other = fc.record({ company: fc.constantFrom('own', 'a', 'b', 'c'), sroi: fc.nat(9), spent: fc.nat(9_999) });
    fc.assert(
      fc.property(fc.array(other, { maxLength: 12 }), (all) => {
        const list = all.map(({ company, ...figures }, index) => comparable(`o${index}`, company, figures));
        for (const { percentile, measure } of compareWith(comparable('own', 'own'), list, actor('company_user'))) {
          if (percentile === null) continue;
          const foreign = list.filter(({ campaign }) => campaign.companyId !== 'own');
          expect(foreign.length).toBeGreaterThanOrEqual(5);
          expect(new Set(foreign.map(({ campaign }) => campaign.companyId)).size).toBe(3);
          expect(percentile).toBeGreaterThanOrEqual(0);
          expect(percentile).toBeLessThanOrEqual(100);
          expect(MEASURES).toContain(measure);
        }
      }),
    );
  });

  it.each([
    [null, null],
    [1, 0],
    [24, 0],
    [25, 1],
    [100, 2],
    [500, 3],
  ])('puts a target of %j into band %j', (target, band) => {
    expect(sizeBand(target)).toBe(band);
  });
});

describe('completion', () => {
  const when = { today: '2026-06-15', endDate: '2026-07-31' };
  const goal = { what: 'beneficiaries', wanted: 100, current: 70 } as const;

  it.each([
    [
      { value: 40, daysAgo: 30 },
      { perDay: 1, date: '2026-07-15', reason: null },
    ],
    [
      { value: 60, daysAgo: 30 },
      { perDay: 0.3333, date: null, reason: 'not_before_end' },
    ],
    [
      { value: 70, daysAgo: 30 },
      { date: null, reason: 'not_growing' },
    ],
    [
      { value: 40, daysAgo: 6 },
      { date: null, reason: 'too_little_history' },
    ],
    [null, { date: null, reason: 'too_little_history' }],
  ])('by a trend from %j is %j', (before, expected) => {
    expect(completionByTrend(goal, before, when)).toMatchObject(expected);
  });

  it('is reached where nobody is missing', () => {
    expect(completionByTrend({ ...goal, current: 100 }, null, when)).toMatchObject({ date: null, reason: 'reached' });
    expect(completionByLedger({ ...goal, current: 101 }, [], when).reason).toBe('reached');
  });

  it('by the ledger has the interval of its forecast', () => {
    const days = Array.from({ length: 29 }, (_, day) => ({
      date: addDays('2026-06-15', day - 29),
      consumed: (42 + day) * 10_000,
    }));
    const found = completionByLedger(goal, days, when);
    expect(found).toMatchObject({ perDay: 1, reason: null });
    expect([found.earliest, found.date, found.latest]).toEqual([found.earliest, found.date, found.latest].toSorted());
    expect(found.date).toBe('2026-07-14');
  });
});
