import { describe, expect, it } from 'vitest';
import { impactOf, totalsOf } from '../../../src/core/domain/metrics/impact.ts';
import { showFigure } from '../../../src/core/domain/metrics/withhold.ts';
import { anInstance } from '../../contract/documents.ts';

const ADMIN = { id: 'a', role: 'admin', companyId: null } as const;
const CUSTOMER = { id: 'b', role: 'company_admin', companyId: 'company' } as const;

describe('impactOf()', () => {
  it('weighs SROI and outcomes by beneficiaries and VIS by volunteers', () => {
    const { sroi, vis, outcomes } = impactOf([
      anInstance({
        id: 'a',
        status: 'active',
        enrolledBeneficiaries: 30,
        enrolledVolunteers: 1,
        sroi: 4,
        vis: 80,
        outcomeScores: { language: 0.9 },
      }),
      anInstance({
        id: 'b',
        status: 'completed',
        enrolledBeneficiaries: 10,
        enrolledVolunteers: 3,
        sroi: 2,
        vis: 40,
        outcomeScores: { language: 0.5, integration: 0.4 },
      }),
    ]);
    expect(sroi).toEqual({ value: 3.5, people: 40 });
    expect(vis).toEqual({ value: 50, people: 4 });
    expect(outcomes).toEqual({ integration: { value: 0.4, people: 10 }, language: { value: 0.8, people: 40 } });
  });

  it('takes the plain mean where nobody is enrolled anywhere, and null where nothing is known', () => {
    const both = [
      anInstance({ id: 'a', status: 'active', sroi: 4 }),
      anInstance({ id: 'b', status: 'active', sroi: 1 }),
    ];
    expect(impactOf(both)).toMatchObject({ sroi: { value: 2.5, people: 0 }, vis: { value: null }, outcomes: {} });
  });

  it('does not let a cohort without a figure, or one without people, pull the mean of the others', () => {
    const cohorts = [
      anInstance({ id: 'a', status: 'active', enrolledBeneficiaries: 5, sroi: 4.2 }),
      anInstance({ id: 'b', status: 'active', enrolledBeneficiaries: 50 }),
      anInstance({ id: 'c', status: 'active', enrolledBeneficiaries: 0, sroi: 1 }),
    ];
    expect(impactOf(cohorts).sroi).toEqual({ value: 4.2, people: 5 });
  });

  it('is exact on decimals: equal figures have themselves as their mean', () => {
    const cohorts = ['a', 'b', 'c'].map((id, index) =>
      anInstance({ id, status: 'active', enrolledBeneficiaries: index + 1, sroi: 0.1 }),
    );
    expect(impactOf(cohorts).sroi.value).toBe(0.1);
  });
});

describe('totalsOf()', () => {
  it('leaves planned cohorts out and keeps completed ones in, and sums hours exactly', () => {
    const cohort = { enrolledVolunteers: 2, enrolledBeneficiaries: 7, sessionsHeld: 4, hoursLogged: 0.1 };
    const cohorts = (['planned', 'active', 'paused', 'completed'] as const).map((status) =>
      anInstance({ id: status, status, ...cohort }),
    );
    expect(totalsOf(cohorts)).toEqual({ volunteers: 6, beneficiaries: 21, sessions: 12, hours: 3_000 });
  });
});

describe('showFigure()', () => {
  it('withholds from a company what is over fewer than 5 people, and says so', () => {
    expect(showFigure({ value: 4, people: 4 }, CUSTOMER)).toEqual({ value: null, reason: 'too_few' });
    expect(showFigure({ value: 4, people: 5 }, CUSTOMER)).toEqual({ value: 4, reason: null });
    expect(showFigure({ value: 4, people: 4 }, ADMIN)).toEqual({ value: 4, reason: null });
    expect(showFigure({ value: null, people: 0 }, CUSTOMER)).toEqual({ value: null, reason: 'not_reported' });
  });
});
