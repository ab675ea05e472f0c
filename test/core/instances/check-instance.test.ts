import { describe, expect, it } from 'vitest';
import { type InstanceInput, makeInstance, patchInstance } from '../../../src/core/domain/lifecycle/check-instance.ts';
import { redactInstance } from '../../../src/core/domain/lifecycle/redact-instance.ts';
import { aCampaign, anInstance, T0 } from '../../contract/documents.ts';

const campaign = aCampaign({
  id: 'c',
  status: 'active',
  startDate: '2026-01-01',
  endDate: '2026-06-30',
  config: { sessionDuration: 60 },
});
const make = (input: Partial<InstanceInput>) =>
  makeInstance(campaign, { name: 'Cohort 2', ...input }, { id: 'i', at: T0 });
const refusal = (path: string, code: string) =>
  expect.objectContaining({ issues: [expect.objectContaining({ path, code })] });

describe('makeInstance()', () => {
  it('is planned, lasts as long as its campaign and has done nothing, unless it says otherwise', () => {
    expect(make({})).toMatchObject({
      status: 'planned',
      startDate: '2026-01-01',
      endDate: '2026-06-30',
      config: { sessionDuration: 60 },
      sessionsHeld: 0,
      sroi: null,
      outcomeScores: {},
    });
  });

  it.each([
    [{ startDate: '2025-12-31' }, 'startDate', 'INVALID_PERIOD'],
    [{ endDate: '2026-07-01' }, 'endDate', 'INVALID_PERIOD'],
    [{ startDate: '2026-03-02', endDate: '2026-03-01' }, 'endDate', 'INVALID_PERIOD'],
    [{ startDate: '2026-02-30' }, 'startDate', 'INVALID_DATE'],
    [{ hoursLogged: 0.00001 }, 'hoursLogged', 'OUT_OF_RANGE'],
    [{ enrolledVolunteers: -1 }, 'enrolledVolunteers', 'OUT_OF_RANGE'],
    [{ sessionsHeld: 1.5 }, 'sessionsHeld', 'NOT_AN_INTEGER'],
    [{ vis: 100.5 }, 'vis', 'OUT_OF_RANGE'],
    [{ outcomeScores: { language: 1.01 } }, 'outcomeScores.language', 'OUT_OF_RANGE'],
    [{ outcomeScores: { 'Not a word': 0.5 } }, 'outcomeScores', 'INVALID'],
    [{ name: ' ' }, 'name', 'REQUIRED'],
    [{ name: 'ask ali@example.org' }, 'name', 'PERSONAL_DATA'],
  ] satisfies [Partial<InstanceInput>, string, string][])('refuses %j', (input, path, code) => {
    expect(() => make(input)).toThrow(refusal(path, code));
  });

  it.each(['draft', 'closed'] as const)('is not taken while the campaign is %s', (status) => {
    expect(() => makeInstance({ ...campaign, status }, { name: 'A' }, { id: 'i', at: T0 })).toThrow(
      expect.objectContaining({ code: 'CAMPAIGN_NOT_OPEN' }),
    );
  });
});

describe('patchInstance()', () => {
  const before = anInstance({ id: 'i', sroi: 3, outcomeScores: { language: 0.5, integration: 0.25 } });

  it('changes what is given, merges scores by dimension, and clears by null', () => {
    const after = patchInstance(
      campaign,
      before,
      { sroi: null, outcomeScores: { language: 0.75, integration: null } },
      T0,
    );
    expect(after).toMatchObject({ version: 2, name: 'Cohort 1', sroi: null, outcomeScores: { language: 0.75 } });
    expect(patchInstance(campaign, before, { outcomeScores: null }, T0).outcomeScores).toEqual({});
  });

  it('keeps dates that were fine when they were given only as long as they lie within the campaign', () => {
    const shorter = { ...campaign, endDate: '2026-02-01' };
    expect(() => patchInstance(shorter, before, { sroi: 4 }, T0)).toThrow(refusal('endDate', 'INVALID_PERIOD'));
  });
});

describe('redactInstance()', () => {
  it('keeps outcomes over fewer than 5 people from companies, each by the people it is over', () => {
    const cohort = anInstance({
      id: 'i',
      enrolledBeneficiaries: 4,
      enrolledVolunteers: 5,
      sroi: 3,
      vis: 70,
      outcomeScores: { language: 0.5 },
    });
    const shown = redactInstance(cohort, { id: 'x', role: 'company_user', companyId: 'company' });
    expect(shown).toMatchObject({ sroi: null, vis: 70, outcomeScores: {} });
    expect(shown.reasons).toEqual({ sroi: 'too_few', vis: null, outcomeScores: 'too_few' });
    expect(redactInstance(cohort, { id: 'x', role: 'sales', companyId: null })).toMatchObject(cohort);
  });
});
