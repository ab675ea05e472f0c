import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/core/domain/access/actor.ts';
import { overviewOf, type ReadCampaign } from '../../../src/core/domain/metrics/company-overview.ts';
import { impactOf, meanOf } from '../../../src/core/domain/metrics/impact.ts';
import { aCampaign, anInstance, SEAT_TERMS, someFigures, T0 } from '../../contract/documents.ts';

const actor = (role: Role) => ({ id: 'x', role, companyId: role.startsWith('company') ? 'company' : null });

function read(id: string, over: Partial<ReadCampaign['campaign']> = {}, cohort = {}): ReadCampaign {
  const instance = anInstance({ id: `${id}/1`, status: 'active', hoursLogged: 10, sessionsHeld: 4, ...cohort });
  const money = { budgetAllocated: 100_000, budgetSpent: 40_000 };
  return {
    campaign: aCampaign({ id, status: 'active', terms: SEAT_TERMS, ...money, ...over }),
    figures: someFigures({ campaignId: id, consumed: 430_000 }),
    served: 47,
    instances: [instance],
  };
}

describe('overviewOf()', () => {
  it('sums people, hours and sessions, money by currency and capacity by unit, and counts flags', () => {
    const overview = overviewOf(
      [
        read('a', {}, { enrolledBeneficiaries: 40 }),
        read('b', { currency: 'NOK', budgetSpent: 95_000 }, { enrolledBeneficiaries: 10 }),
      ],
      actor('admin'),
      T0,
    );
    expect(overview).toMatchObject({
      counts: { campaigns: 2, running: 2, near: 2, at: 0, over: 0, budgetWarning: 1 },
      people: { volunteers: 86, volunteersServed: 94, beneficiariesServed: 50, sessions: 8, hours: 200_000 },
      money: [
        { currency: 'EUR', allocated: 100_000, spent: 40_000, costPerLearner: 1_000, costPerHour: 4_000 },
        { currency: 'NOK', allocated: 100_000, spent: 95_000, costPerLearner: 9_500, costPerHour: 9_500 },
      ],
      capacity: [{ unit: 'seat', consumed: 860_000, capacity: 1_000_000 }],
    });
  });

  it('lists a draft and counts it in no sum', () => {
    const overview = overviewOf([read('a'), read('b', { status: 'draft' })], actor('admin'), T0);
    expect([overview.rows.length, overview.counts.campaigns, overview.people.volunteers]).toEqual([2, 2, 43]);
  });

  it('leaves what is withheld of one campaign out of the whole, so that nobody can work it out', () => {
    const many = { enrolledBeneficiaries: 100, sroi: 4, outcomeScores: { language: 0.5 } };
    const few = { enrolledBeneficiaries: 3, sroi: 9, outcomeScores: { language: 0.9 } };
    const of = (role: Role) => overviewOf([read('a', {}, many), read('b', {}, few)], actor(role), T0);
    expect(of('admin').sroi.value).toBe(4.145631);
    expect(of('company_admin')).toMatchObject({
      sroi: { value: 4, reason: null },
      outcomes: [{ dimension: 'language', score: { value: 0.5 } }],
      rows: [{}, { sroi: { value: null, reason: 'too_few' }, performance: { roi: null } }],
    });
  });
});

describe('meanOf()', () => {
  it('comes to what all cohorts together come to, but for the rounding of each part', () => {
    const cohort = fc.record({ people: fc.nat(50), sroi: fc.option(fc.integer({ min: 0, max: 900 })) });
    fc.assert(
      fc.property(fc.array(fc.array(cohort, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (campaigns) => {
        const instances = campaigns.map((cohorts, index) =>
          cohorts.map(({ people, sroi }, which) =>
            anInstance({
              id: `${index}/${which}`,
              status: 'active',
              enrolledBeneficiaries: people + 1,
              sroi: sroi === null ? null : sroi / 100,
            }),
          ),
        );
        const whole = impactOf(instances.flat()).sroi;
        const parts = meanOf(instances.map((own) => impactOf(own).sroi));
        expect(parts.people).toBe(whole.people);
        if (whole.value === null) expect(parts.value).toBeNull();
        else expect(parts.value).toBeCloseTo(whole.value, 5);
      }),
    );
  });
});
