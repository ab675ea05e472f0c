import { describe, expect, it } from 'vitest';
import { estimateSroi, type SroiInputs } from '../../../src/core/domain/metrics/estimate-sroi.ts';
import { estimateVis, type VisInputs } from '../../../src/core/domain/metrics/estimate-vis.ts';
import { metricsOf } from '../../../src/core/domain/metrics/metrics.ts';
import { performanceOf } from '../../../src/core/domain/metrics/performance.ts';
import { IMPACT_PROXIES } from '../../../src/core/domain/metrics/proxies.ts';
import { anInstance } from '../../contract/documents.ts';

const score = (value: number) => ({ value, people: 100 });
const EUR = IMPACT_PROXIES.EUR ?? null;

describe('estimateSroi()', () => {
  const inputs = (over: Partial<SroiInputs> = {}): SroiInputs => ({
    beneficiariesServed: 100,
    outcomes: { integration: score(0.7), language: score(0.8), job_readiness: score(0.5) },
    hours: 1_000_000,
    costs: 100_500,
    currency: 'EUR',
    confidence: null,
    reductions: {},
    ...over,
  });
  const value = (over: Partial<SroiInputs>) => {
    const estimate = estimateSroi(inputs(over), EUR);
    return estimate.reason === null ? estimate.value : estimate.reason;
  };

  it('is what the gains of everyone served are worth, by hours and costs', () => {
    // 100 × (150 × 0.4 + 500 × 0.5 + 300 × 0.2) ÷ (100 × 29.95 + 1005.00) = 37 000 ÷ 4 000
    expect(estimateSroi(inputs(), EUR)).toEqual({ low: 9.25, value: 9.25, high: 9.25, reason: null });
  });

  it('counts no loss as a gain below 0', () => {
    expect(value({ outcomes: { language: score(0.8), integration: score(0.1) } })).toBe(6.25);
    expect(value({ outcomes: { language: score(0.3) } })).toBe(0);
  });

  it('counts four fifths where the confidence is under 0.7', () => {
    expect([value({ confidence: 0.7 }), value({ confidence: 0.69 })]).toEqual([9.25, 7.4]);
  });

  it('takes each reduction off what the others left, and gives the bounds', () => {
    const reductions = { deadweight: { low: 0.1, high: 0.3 }, dropOff: { low: 0.5, high: 0.5 } };
    expect(estimateSroi(inputs({ reductions }), EUR)).toMatchObject({ low: 3.24, value: 3.7, high: 4.16 });
  });

  it.each([
    ['no_outcomes', { outcomes: { wellbeing: score(0.9) } }],
    ['no_beneficiaries', { beneficiariesServed: 0 }],
    ['no_investment', { hours: 0, costs: 0 }],
  ] satisfies [string, Partial<SroiInputs>][])('is none with the reason %s', (reason, over) => {
    expect(estimateSroi(inputs(over), EUR)).toEqual({ reason });
  });

  it('is none in a currency without proxies', () => {
    expect(estimateSroi(inputs({ currency: 'NOK' }), IMPACT_PROXIES.NOK ?? null)).toEqual({ reason: 'no_proxies' });
  });
});

describe('estimateVis()', () => {
  const inputs = (over: Partial<VisInputs> = {}): VisInputs => ({
    volunteersServed: 10,
    hours: 5_000_000,
    sessions: 0,
    elapsedDays: 365,
    outcomes: { language: score(0.55) },
    ...over,
  });
  const parts = (over: Partial<VisInputs>) => {
    const estimate = estimateVis(inputs(over));
    return estimate.reason === null ? estimate.parts : estimate.reason;
  };

  it('weighs hours, consistency and outcome 3 : 3 : 4', () => {
    expect(estimateVis(inputs({ sessions: 480 }))).toEqual({
      value: 57.5,
      parts: { hours: 50, consistency: 75, outcome: 50 },
      reason: null,
    });
  });

  it.each([
    [960, 100],
    [959, 75],
    [480, 75],
    [479, 50],
    [240, 50],
    [239, 25],
    [1, 25],
    [0, 0],
  ])('gives %i sessions of 10 volunteers in a year %i for consistency', (sessions, consistency) => {
    expect(parts({ sessions })).toMatchObject({ consistency });
  });

  it('counts a first month as a whole one, and no more than 100 hours', () => {
    expect(parts({ sessions: 40, elapsedDays: 3, hours: 90_000_000 })).toMatchObject({ hours: 100, consistency: 75 });
  });

  it('counts no outcome below a tenth', () => {
    expect(parts({ outcomes: { language: score(0.09) } })).toMatchObject({ outcome: 0 });
    expect(parts({ outcomes: { language: score(1), integration: score(0.1) } })).toMatchObject({ outcome: 50 });
  });

  it.each([
    ['no_volunteers', { volunteersServed: 0 }],
    ['no_period', { elapsedDays: null }],
    ['no_outcomes', { outcomes: {} }],
  ] satisfies [string, Partial<VisInputs>][])('is none with the reason %s', (reason, over) => {
    expect(parts(over)).toBe(reason);
  });
});

describe('performanceOf()', () => {
  const campaign = { budgetAllocated: 900_000, budgetSpent: 10_000, currency: 'EUR' };
  const places = { unit: null, consumed: 0, capacity: 0, served: 0 };
  const cohort = anInstance({
    id: 'i',
    status: 'active',
    enrolledBeneficiaries: 3,
    hoursLogged: 1.5,
    sroi: 4.2,
    outcomeScores: { language: 0.5 },
  });
  const of = (role: 'admin' | 'company_user') =>
    performanceOf(metricsOf(campaign, [cohort], places), { id: 'x', role, companyId: null });

  it('divides what was spent, never what was allocated', () => {
    expect(of('admin')).toEqual({
      costPerLearner: 3_333,
      costPerHour: 6_667,
      outcomes: [
        { dimension: 'language', score: { value: 0.5, reason: null }, reached: 15_000, costPerOutcome: 6_667 },
      ],
      roi: 320,
    });
  });

  it('tells a company no outcome over fewer than 5 people, nor what it would follow from', () => {
    expect(of('company_user')).toMatchObject({
      roi: null,
      outcomes: [{ score: { value: null, reason: 'too_few' }, reached: null, costPerOutcome: null }],
    });
  });

  it('is null where there is nothing to divide by', () => {
    const nothing = performanceOf(metricsOf(campaign, [], places), { id: 'x', role: 'admin', companyId: null });
    expect(nothing).toEqual({ costPerLearner: null, costPerHour: null, outcomes: [], roi: null });
  });
});
