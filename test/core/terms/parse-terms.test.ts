import { describe, expect, test } from 'vitest';
import type { TermsInput } from '../../../src/core/domain/terms/input.ts';
import { firstOpenDay } from '../../../src/core/domain/terms/open-month.ts';
import { parseTerms } from '../../../src/core/domain/terms/parse-terms.ts';

const seats: TermsInput = { model: 'seats', committedSeats: 20, seatPricePerMonth: '67' };
const credits: TermsInput = { model: 'credits', creditAllocation: 10_000, creditConsumptionRate: 2 };
const iaas: TermsInput = { model: 'iaas', learnersCommitted: 100, pricePerLearner: '150.00' };
const bundle: TermsInput = { model: 'bundle', subscriptionId: 'sub', share: 0.6 };
const custom: TermsInput = { model: 'custom', capacityUnit: 'session', capacity: 40 };

const read = (input: TermsInput, currency = 'EUR') => parseTerms(input, currency, '2025-01-01');

describe('complete terms', () => {
  test('of each model are read with their defaults', () => {
    const common = {
      effectiveFrom: null,
      overage: 1_000,
      tiers: null,
      termDiscount: null,
      minimumCommitment: null,
      tariff: 'committed',
    };
    expect(read(seats).terms).toEqual({
      ...common,
      model: 'seats',
      committedSeats: 20,
      seatPricePerMonth: '67.00',
      overageSeatPrice: null,
      reclaimAfterDays: null,
      autoReclaim: false,
    });
    expect(read(credits).terms).toEqual({
      ...common,
      model: 'credits',
      creditAllocation: '10000',
      creditConsumptionRate: '2',
      creditPrice: null,
      overageCreditPrice: null,
    });
    expect(read(iaas).terms).toEqual({
      ...common,
      model: 'iaas',
      learnersCommitted: 100,
      pricePerLearner: '150.00',
      outcomesGuaranteed: [],
      outcomeThresholds: {},
      outcomeCreditRate: '0',
      requireEvidence: true,
    });
    expect(read(bundle).terms).toEqual({ ...common, model: 'bundle', subscriptionId: 'sub', share: 6_000 });
    expect(read(custom).terms).toEqual({
      ...common,
      model: 'custom',
      capacityUnit: 'session',
      capacity: 40,
      description: null,
      fixedFee: null,
      variableComponents: [],
      milestonePayments: [],
    });
  });

  test('keep prices exact to 6 decimals and amounts to the currency', () => {
    const terms = read({ ...seats, seatPricePerMonth: '0.000001', overageSeatPrice: '85.125' }).terms;
    expect(terms).toMatchObject({ seatPricePerMonth: '0.000001', overageSeatPrice: '85.125' });
    expect(read({ ...seats, seatPricePerMonth: '67' }, 'JPY').terms).toMatchObject({ seatPricePerMonth: '67' });
  });

  test('with tiers need no unit price', () => {
    const steps = [
      { upTo: 10, unitPrice: '70' },
      { upTo: null, unitPrice: '60' },
    ];
    const tiers = { mode: 'graduated' as const, steps };
    expect(read({ model: 'seats', committedSeats: 20, tiers }).terms).toMatchObject({ seatPricePerMonth: '70.00' });
  });
});

describe('what is out of range is named', () => {
  test.each<[TermsInput, string]>([
    [{ ...seats, committedSeats: 0 }, 'committedSeats'],
    [{ ...seats, committedSeats: 1.5 }, 'committedSeats'],
    [{ ...seats, committedSeats: null }, 'committedSeats'],
    [{ ...seats, seatPricePerMonth: '0' }, 'seatPricePerMonth'],
    [{ ...seats, seatPricePerMonth: '0.0000001' }, 'seatPricePerMonth'],
    [{ ...seats, seatPricePerMonth: 'free' }, 'seatPricePerMonth'],
    [{ ...seats, overageSeatPrice: '-1' }, 'overageSeatPrice'],
    [{ ...seats, reclaimAfterDays: 0 }, 'reclaimAfterDays'],
    [{ ...seats, overage: 1.1 }, 'overage'],
    [{ ...seats, overage: -0.1 }, 'overage'],
    [{ ...seats, overage: 0.00001 }, 'overage'],
    [{ ...seats, effectiveFrom: '2024-12-31' }, 'effectiveFrom'],
    [{ ...seats, effectiveFrom: '2025-02-30' }, 'effectiveFrom'],
    [{ ...seats, share: 0.5 }, 'share'],
    [{ ...seats, termDiscount: { months: 0, percent: 5 } }, 'termDiscount.months'],
    [{ ...seats, termDiscount: { months: 12, percent: 101 } }, 'termDiscount.percent'],
    [{ ...seats, minimumCommitment: { amount: '0', per: 'month' } }, 'minimumCommitment.amount'],
    [{ ...seats, minimumCommitment: { amount: '10.005', per: 'month' } }, 'minimumCommitment.amount'],
    [{ ...seats, tiers: { mode: 'volume', steps: [] } }, 'tiers.steps'],
    [{ ...seats, tiers: { mode: 'volume', steps: [{ upTo: 10, unitPrice: '1' }] } }, 'tiers.steps.0.upTo'],
    [
      {
        ...seats,
        tiers: {
          mode: 'volume',
          steps: [
            { upTo: 10, unitPrice: '1' },
            { upTo: 9, unitPrice: '1' },
            { upTo: null, unitPrice: '1' },
          ],
        },
      },
      'tiers.steps.1.upTo',
    ],
    [{ ...credits, creditAllocation: 0.5 }, 'creditAllocation'],
    [{ ...credits, creditAllocation: 1.00001 }, 'creditAllocation'],
    [{ ...credits, creditConsumptionRate: 0 }, 'creditConsumptionRate'],
    [{ ...credits, creditConsumptionRate: null }, 'creditConsumptionRate'],
    [{ ...iaas, learnersCommitted: 0 }, 'learnersCommitted'],
    [{ ...iaas, outcomeCreditRate: 1.01 }, 'outcomeCreditRate'],
    [{ ...iaas, outcomeThresholds: { sroi: -1 } }, 'outcomeThresholds.sroi'],
    [{ ...bundle, share: 0 }, 'share'],
    [{ ...bundle, share: 1.0001 }, 'share'],
    [{ ...bundle, subscriptionId: null }, 'subscriptionId'],
    [{ ...custom, capacityUnit: 'credit' }, 'capacityUnit'],
    [{ ...custom, capacity: -1 }, 'capacity'],
    [{ ...custom, fixedFee: '1.001' }, 'fixedFee'],
    [{ ...custom, variableComponents: [{ name: 'a', unit: 'hour', rate: '1', cap: -1 }] }, 'variableComponents.0.cap'],
    [
      {
        ...custom,
        milestonePayments: [
          { milestone: 'm', amount: '1' },
          { milestone: 'm', amount: '2' },
        ],
      },
      'milestonePayments',
    ],
  ])('%j: %s', (input, path) => {
    const { terms, issues } = read(input);
    expect(terms).toBeNull();
    expect(issues.map((issue) => issue.path)).toEqual([path]);
  });
});

test('terms count from the first day of the oldest month that is not closed: 06:00 on the second day after it', () => {
  const at = (text: string) => firstOpenDay(Temporal.Instant.from(text).epochMilliseconds, 'Europe/Amsterdam');
  expect(at('2025-03-02T04:59:59Z')).toBe('2025-02-01');
  expect(at('2025-03-02T05:00:00Z')).toBe('2025-03-01');
  expect(at('2025-01-01T12:00:00Z')).toBe('2024-12-01');
  expect(at('2025-03-31T22:00:00Z')).toBe('2025-03-01');
});
