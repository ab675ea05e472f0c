import { describe, expect, it } from 'vitest';
import { PRICE_BOOKS, type PriceBook } from '../../../src/core/domain/proposal/price-book.ts';
import { type ProposalNeed, propose } from '../../../src/core/domain/proposal/propose.ts';

const EUR = PRICE_BOOKS.EUR as PriceBook;
const NEED: ProposalNeed = {
  currency: 'EUR',
  beneficiaries: 40,
  volunteers: null,
  sessions: null,
  budget: 25_000_00,
  months: 3,
  subscription: null,
};
const SUBSCRIPTION = { id: 's1', name: 'L2I', price: 120_000_00 };
const of = (over: Partial<ProposalNeed>) => propose({ ...NEED, ...over }, EUR);
const option = (model: string, over: Partial<ProposalNeed> = {}) =>
  of(over).options.find((each) => each.model === model);

describe('the options', () => {
  it('are seats for volunteers, or a fifth of the beneficiaries rounded up, by the month', () => {
    expect(option('seats')).toMatchObject({
      model: 'seats',
      quantity: 80_000,
      unitPrice: '500.00',
      total: 12_000_00,
      monthly: 4_000_00,
    });
    expect(option('seats', { beneficiaries: 41 })?.quantity).toBe(90_000);
    expect(option('seats', { volunteers: 3, months: 12 })?.total).toBe(18_000_00);
  });

  it('are 50 credits a session, 4 sessions a beneficiary unless they are named', () => {
    expect(option('credits')).toMatchObject({
      quantity: 80_000_000,
      unitPrice: '0.50',
      total: 4_000_00,
      monthly: 1_333_33,
    });
    expect(option('credits', { sessions: 10 })?.total).toBe(250_00);
  });

  it('are learners, whatever the months', () => {
    expect(option('iaas', { months: 7 })).toMatchObject({ quantity: 400_000, total: 6_000_00, monthly: 857_14 });
    expect(option('iaas', { beneficiaries: 1_000_000_000 })?.total).toBe(150_000_000_000_00);
  });

  it('are a quarter of an active subscription, a twelfth of its price a month', () => {
    expect(option('bundle')).toBeUndefined();
    expect(option('bundle', { subscription: SUBSCRIPTION })).toMatchObject({
      model: 'bundle',
      quantity: 2_500,
      unitPrice: '10000.00',
      total: 7_500_00,
      monthly: 2_500_00,
    });
    expect(option('bundle', { subscription: { ...SUBSCRIPTION, price: 1_00 }, months: 1 })?.total).toBe(2);
  });

  it('are custom terms only where the cheapest is above the budget', () => {
    expect(option('custom', { budget: 4_000_00 })).toBeUndefined();
    expect(option('custom', { budget: 3_999_99 })).toMatchObject({
      quantity: 10_000,
      total: 3_999_99,
      monthly: 1_333_33,
    });
  });
});

describe('the recommendation', () => {
  it.each<[string, Partial<ProposalNeed>, string]>([
    ['below 5 000', { budget: 4_999_99 }, 'credits'],
    ['at 5 000', { budget: 5_000_00 }, 'seats'],
    ['below 5 000, whoever is served', { budget: 4_999_99, beneficiaries: 101, subscription: SUBSCRIPTION }, 'credits'],
    ['at 50 000 with a subscription', { budget: 50_000_00, subscription: SUBSCRIPTION }, 'seats'],
    ['above 50 000 with a subscription', { budget: 50_000_01, subscription: SUBSCRIPTION }, 'bundle'],
    ['above 50 000 without one', { budget: 50_000_01 }, 'seats'],
    ['for 100 beneficiaries', { beneficiaries: 100 }, 'seats'],
    ['for 101 beneficiaries', { beneficiaries: 101 }, 'iaas'],
    [
      'above 50 000 with a subscription, for 101',
      { budget: 50_000_01, beneficiaries: 101, subscription: SUBSCRIPTION },
      'bundle',
    ],
  ])('%s is right', (_where, need, model) => {
    expect(of(need).recommended).toBe(model);
  });

  it('says first where it is above the budget', () => {
    expect(of({ beneficiaries: 84 }).reasons).toEqual([
      'It comes to 25500.00 EUR, above the budget of 25000.00 EUR',
      'For up to 100 beneficiaries volunteers’ seats are the simplest',
    ]);
    expect(of({ volunteers: 16 }).reasons).toHaveLength(1);
  });
});
