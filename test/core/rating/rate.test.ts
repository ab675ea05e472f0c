import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/core/domain/rating/contract.ts';
import { contractCost } from '../../../src/core/domain/rating/contract-cost.ts';
import { linesOf, rate, totalOfLines } from '../../../src/core/domain/rating/rate.ts';
import { NO_USAGE, type Usage } from '../../../src/core/domain/rating/usage.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { bundle, contractOf, credits, custom, iaas, seats } from './harness.ts';

function bill(contract: Contract, usage: Partial<Usage> = {}, from = contract.startDate, to = contract.endDate) {
  const lines = linesOf(rate(contract, { ...NO_USAGE, ...usage }), from, to, contract.currency);
  return {
    total: totalOfLines(lines) / 100,
    meters: Object.fromEntries(lines.map(({ meter, amount }) => [meter, amount / 100])),
  };
}

describe('seats', () => {
  it.each([
    ['a calendar year is 12 months', seats(20, '67'), '2025-04-01', '2026-03-31', 16_080],
    ['six months', seats(50, '85'), '2025-01-01', '2025-06-30', 25_500],
    ['partial months by their days: 16/31 + 14/28', seats(1, '100'), '2025-01-16', '2025-02-14', 101.61],
    ['one day of a leap February', seats(29, '10'), '2024-02-29', '2024-02-29', 10],
  ])('%s', (_, terms, start, end, total) => {
    expect(contractCost(contractOf(start, end, terms)).total / 100).toBe(total);
  });

  it('what is committed is charged, used or not', () => {
    expect(bill(contractOf('2025-01-01', '2025-03-31', seats(10, '50'))).total).toBe(1_500);
  });

  it('a month’s overage is the largest of seats beyond the commitment, not prorated, and starts anew each month', () => {
    const contract = contractOf('2025-01-16', '2025-02-28', seats(10, '31', { overageSeatPrice: '40' }));
    const places = [
      { date: '2025-01-20', peak: 12, level: 12 },
      { date: '2025-01-25', peak: 11, level: 9 },
      { date: '2025-02-10', peak: 11, level: 10 },
    ];
    expect(bill(contract, { places }, '2025-01-01', '2025-01-31').meters.overage_seats).toBe(80);
    expect(bill(contract, { places }, '2025-02-01', '2025-02-28').meters.overage_seats).toBe(40);
    expect(bill(contract, { places }, '2025-01-01', '2025-01-19').meters.overage_seats).toBeUndefined();
  });

  it('days before the start count into the first day', () => {
    const contract = contractOf('2025-01-01', '2025-01-31', seats(1, '10'));
    expect(bill(contract, { places: [{ date: '2024-12-20', peak: 3, level: 2 }] }).meters.overage_seats).toBe(20);
  });

  it('each day is rated with the terms of its day', () => {
    const contract = contractOf('2025-01-01', '2025-01-31', {
      '2025-01-01': seats(31, '1'),
      '2025-01-16': seats(31, '2'),
    });
    expect(bill(contract).total).toBe(15 + 32);
  });

  it('a flexible tariff charges the peak of the month and no more', () => {
    const contract = contractOf('2025-01-01', '2025-02-28', seats(10, '10', { tariff: 'flexible' }));
    const places = [
      { date: '2025-01-10', peak: 4, level: 3 },
      { date: '2025-02-10', peak: 12, level: 12 },
    ];
    expect(bill(contract, { places }, '2025-01-01', '2025-01-31').total).toBe(40);
    expect(bill(contract, { places }, '2025-02-01', '2025-02-28').meters).toEqual({
      used_seats: 100,
      overage_seats: 20,
    });
  });
});

describe('tiers', () => {
  const steps = [
    { upTo: 10, unitPrice: '10' },
    { upTo: 20, unitPrice: '8' },
    { upTo: null, unitPrice: '5' },
  ];
  it.each([
    ['graduated', 25, 100 + 80 + 25],
    ['graduated', 10, 100],
    ['volume', 25, 125],
    ['volume', 10, 100],
    ['volume', 11, 88],
  ] as const)('%s: %d seats cost %d a month', (mode, count, total) => {
    const terms = seats(count, '99', { tiers: { mode, steps } });
    expect(contractCost(contractOf('2025-01-01', '2025-01-31', terms)).total / 100).toBe(total);
  });
});

describe('credits', () => {
  it('are allocated at the start at 0.50 unless the terms say otherwise', () => {
    expect(bill(contractOf('2025-01-01', '2025-06-30', credits('10000')), {}, '2025-01-01', '2025-01-01').total).toBe(
      5_000,
    );
  });

  it('that no grant covered cost the overage price on their day, and a grant its cost when it starts', () => {
    const contract = contractOf('2025-01-01', '2025-06-30', credits('100', { overageCreditPrice: '0.75' }));
    const usage = {
      credits: [{ date: '2025-02-01', covered: 100 * SCALE, uncovered: 2.5 * SCALE }],
      grants: [{ date: '2025-03-01', cost: 1_234 }],
    };
    expect(bill(contract, usage).meters).toEqual({
      credit_allocation: 50,
      overage_credits: 1.88,
      credit_grants: 12.34,
    });
  });

  it('are charged as used with a flexible tariff, reversals with their sign', () => {
    const contract = contractOf('2025-01-01', '2025-06-30', credits('100', { tariff: 'flexible' }));
    const usage = {
      credits: [
        { date: '2025-02-01', covered: 30 * SCALE, uncovered: 0 },
        { date: '2025-03-01', covered: -10 * SCALE, uncovered: 0 },
      ],
    };
    expect(bill(contract, usage).meters).toEqual({ used_credits: 10 });
    expect(bill(contract, usage, '2025-03-01', '2025-03-31').meters).toEqual({ used_credits: -5 });
  });
});

describe('impact as a service', () => {
  const done = (completedOn: string, payableOn: string | null = completedOn) => ({ completedOn, payableOn });

  it('charges a learner on the later of completion and evidence', () => {
    const contract = contractOf('2025-01-01', '2025-06-30', iaas(1, '240'));
    const usage = { completions: [done('2025-02-10', '2025-03-05')] };
    expect(bill(contract, usage, '2025-02-01', '2025-02-28').total).toBe(0);
    expect(bill(contract, usage, '2025-03-01', '2025-03-31').total).toBe(240);
  });

  it('charges beyond the commitment, and what was not completed as shortfall at the end', () => {
    const contract = contractOf('2025-01-01', '2025-06-30', iaas(3, '100'));
    expect(bill(contract, { completions: [done('2025-02-01'), done('2025-03-01', null)] }).meters).toEqual({
      learners: 100,
      shortfall: 100,
    });
    const four = Array.from({ length: 4 }, () => done('2025-02-01'));
    expect(bill(contract, { completions: four }).meters).toEqual({ learners: 400 });
  });

  it('credits back for each unmet outcome, together at most the charge', () => {
    const terms = iaas(1, '100', { outcomeThresholds: { sroi: 4, vis: 70, lang: 1 }, outcomeCreditRate: '0.6' });
    const contract = contractOf('2025-01-01', '2025-06-30', terms);
    const completions = [done('2025-02-01')];
    expect(bill(contract, { completions, outcomes: { sroi: 3.9, vis: 70 } }).meters.outcome_credit).toBe(-60);
    expect(bill(contract, { completions, outcomes: { sroi: 3, vis: 60 } }).total).toBe(0);
  });
});

describe('a bundle', () => {
  const subscription = { price: 1_200_000, learners: 500, startsOn: '2025-01-01', endsOn: '2025-12-31' };
  it('shows its share of the subscription and never posts it', () => {
    const contract = contractOf('2025-01-01', '2025-12-31', bundle(6_000), { subscription });
    expect(contractCost(contract).total / 100).toBe(7_200);
    expect(bill(contract)).toEqual({ total: 0, meters: { bundle_allocation: 7_200 } });
  });

  it('charges learners beyond the share at the price of one', () => {
    const contract = contractOf('2025-01-01', '2025-12-31', bundle(6_000), { subscription });
    const usage = { ...NO_USAGE, places: [{ date: '2025-05-01', peak: 303, level: 303 }] };
    const lines = linesOf(
      rate(contract, usage, () => 300),
      '2025-01-01',
      '2025-12-31',
      'EUR',
    );
    expect(totalOfLines(lines)).toBe(7_200);
  });
});

describe('custom terms', () => {
  const terms = custom({
    fixedFee: '1000',
    variableComponents: [{ name: 'Materials', unit: 'set', rate: '12.5', cap: 10, estimate: null }],
    milestonePayments: [{ milestone: 'Kick-off', amount: '500', dueDate: null }],
  });
  it('are fee + Σ rate × min(quantity, cap) + reached milestones', () => {
    const contract = contractOf('2025-01-01', '2025-06-30', terms);
    const usage = {
      components: [
        { name: 'Materials', date: '2025-02-01', quantity: 8 * SCALE },
        { name: 'Materials', date: '2025-03-01', quantity: 8 * SCALE },
      ],
      milestones: [{ milestone: 'Kick-off', reachedOn: '2025-01-15' }],
    };
    expect(bill(contract, usage).meters).toEqual({ fixed_fee: 1_000, Materials: 125, milestone: 500 });
    expect(bill(contract, usage, '2025-03-01', '2025-03-31').meters).toEqual({ Materials: 25 });
    expect(contractCost(contract).total / 100).toBe(1_625);
  });
});

describe('a discount and a minimum', () => {
  it('the discount counts when the period is long enough, and from then when it became so later', () => {
    const terms = seats(10, '10', { termDiscount: { months: 6, percent: '10' } });
    expect(bill(contractOf('2025-01-01', '2025-06-30', terms)).total).toBe(540);
    expect(bill(contractOf('2025-01-01', '2025-05-31', terms)).total).toBe(500);
    const extended = contractOf('2025-01-01', '2025-06-30', terms, {
      endDates: [
        { from: '2025-01-01', endDate: '2025-03-31' },
        { from: '2025-03-01', endDate: '2025-06-30' },
      ],
    });
    expect(bill(extended).total).toBe(200 + 360);
  });

  it('a minimum is trued up on the last day of the month, or of the term', () => {
    const monthly = seats(1, '31', { minimumCommitment: { amount: '50', per: 'month' } });
    expect(bill(contractOf('2025-01-01', '2025-02-28', monthly)).meters.minimum_commitment).toBe(38);
    const term = seats(1, '31', { minimumCommitment: { amount: '100', per: 'term' } });
    expect(
      bill(contractOf('2025-01-01', '2025-02-28', term), {}, '2025-02-28', '2025-02-28').meters.minimum_commitment,
    ).toBe(38);
  });
});
