import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractUsageOf, type PricingAction } from '../../../src/core/domain/insight/contract-usage.ts';
import type { CampaignStatus } from '../../../src/core/domain/lifecycle/status.ts';
import { SCALE, type Unit } from '../../../src/core/domain/shared/quantity.ts';
import { rational } from '../../../src/core/domain/shared/rational.ts';
import { addDays } from '../../../src/core/domain/shared/time.ts';

/** 100 days, from 1 January to 10 April 2025. */
const START = '2025-01-01';
const CAMPAIGN = { status: 'active' as CampaignStatus, startDate: START, endDate: '2025-04-10' };

interface Case {
  readonly unit?: Unit;
  readonly used: number;
  readonly committed?: number;
  /** Days of the period before today. */
  readonly gone: number;
  readonly status?: CampaignStatus;
}

function usage({ unit = 'credit', used, committed = 1_000, gone, status = 'active' }: Case) {
  const taken = { unit, consumed: used * SCALE, capacity: committed * SCALE };
  return contractUsageOf({ ...CAMPAIGN, status }, taken, addDays(START, gone), null);
}

describe('usage against contract', () => {
  test.each<[number, number | null, boolean, boolean, boolean]>([
    [0, 0, false, false, false],
    [799.9999, 79.99999, false, false, false],
    [800, 80, true, false, false],
    [999.9999, 99.99999, true, false, false],
    [1_000, 100, false, true, false],
    [1_000.0001, 100.00001, false, true, true],
  ])('%s of 1000 is %s %%: near %s, exhausted %s, over %s', (used, percent, near, exhausted, over) => {
    const contract = contractUsageOf(
      CAMPAIGN,
      { unit: 'credit', consumed: Math.round(used * SCALE), capacity: 1_000 * SCALE },
      START,
      null,
    );
    expect(contract).toMatchObject({ near, exhausted, over });
    expect(contract.utilization).toEqual(rational(Math.round((percent ?? 0) * 100_000), 100_000));
    expect(contract.variance).toBe(Math.round(used * SCALE) - 1_000 * SCALE);
  });

  test('has no utilization where nothing is committed any more', () => {
    expect(usage({ used: 0, committed: 0, gone: 10 })).toMatchObject({
      committed: 0,
      utilization: null,
      projectedShare: null,
      near: false,
      exhausted: false,
      exhaustedOn: null,
      action: 'maintain',
    });
  });
});

describe('the projection', () => {
  test.each<[string, Case, [number, number] | null, string | null]>([
    ['is consumed ÷ elapsed days × all days', { used: 360, gone: 30 }, [1_200, 1], '2025-03-25'],
    ['is exact', { used: 100, gone: 30 }, [1_000, 3], null],
    ['takes the first day for a whole one', { used: 5, gone: 0 }, [500, 1], null],
    ['reaches the commitment on the last day at the latest', { used: 10, gone: 1 }, [1_000, 1], '2025-04-10'],
    ['reaches it in the course of a day', { used: 501, gone: 50 }, [1_002, 1], '2025-04-10'],
    ['of seats is what is used now', { unit: 'seat', used: 7, committed: 10, gone: 50 }, [7, 1], null],
    ['is what was used once the period is over', { used: 70, gone: 100 }, [70, 1], null],
    ['is what was used once it is completed', { used: 70, gone: 50, status: 'completed' }, [70, 1], null],
    ['is not known before the period begins', { used: 70, gone: -1, status: 'recruiting' }, null, null],
    ['of seats is known before it, too', { unit: 'seat', used: 7, gone: -1, status: 'recruiting' }, [7, 1], null],
  ])('%s', (_, given, projected, exhaustedOn) => {
    const contract = usage(given);
    expect(contract.projected).toEqual(projected && rational(BigInt(projected[0]) * 10_000n, projected[1]));
    expect(contract.exhaustedOn).toBe(exhaustedOn);
  });

  test('says since when the commitment has been used up, from the ledger', () => {
    const taken = { unit: 'credit' as const, consumed: 10 * SCALE, capacity: 10 * SCALE };
    expect(contractUsageOf(CAMPAIGN, taken, '2025-02-01', '2025-01-20').exhaustedOn).toBe('2025-01-20');
  });

  const cases = fc.record({
    used: fc.integer({ min: 0, max: 1_500 }),
    committed: fc.integer({ min: 1, max: 1_000 }),
    gone: fc.integer({ min: 0, max: 99 }),
  });

  test('reaches the commitment on a day of the period exactly where it is at least 100 %', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { exhausted, exhaustedOn, projectedShare } = usage(given);
        if (exhausted || !projectedShare) return exhaustedOn === null;
        const reaches = projectedShare.numerator >= 100n * projectedShare.denominator;
        return reaches ? exhaustedOn !== null && exhaustedOn <= CAMPAIGN.endDate : exhaustedOn === null;
      }),
    );
  });

  test('is never less than what is used, and days gone and left are all days', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom<Unit>('credit', 'learner', 'seat', 'hour'), (given, unit) => {
        const { projected, used, period } = usage({ ...given, unit });
        const sums = period !== null && period.goneDays + period.leftDays === period.totalDays;
        return sums && projected !== null && projected.numerator >= BigInt(used) * projected.denominator;
      }),
    );
  });
});

describe('the action is the first that holds', () => {
  test.each<[string, Case, PricingAction | null]>([
    ['close when the period is over, however much is used', { used: 1_000, gone: 100 }, 'close'],
    ['close when it was completed before', { used: 0, gone: 50, status: 'completed' }, 'close'],
    ['not close on the last day', { used: 700, gone: 99 }, 'maintain'],
    ['expand from 80 %', { used: 800, gone: 99 }, 'expand'],
    ['not expand just below 80 %', { used: 799, gone: 99 }, 'maintain'],
    ['expand on a projection over 110 %', { used: 555, gone: 50 }, 'expand'],
    ['negotiate on exactly 110 %', { used: 550, gone: 50 }, 'negotiate'],
    ['negotiate on a projection over 100 %', { used: 501, gone: 50 }, 'negotiate'],
    ['maintain on exactly 100 %', { used: 500, gone: 50 }, 'maintain'],
    ['negotiate below 50 % with a quarter gone', { used: 250, gone: 25 }, 'negotiate'],
    ['maintain below 50 % before a quarter is gone', { used: 240, gone: 24 }, 'maintain'],
    ['maintain from 50 %', { used: 500, gone: 60 }, 'maintain'],
    ['expand from 80 % of the seats', { unit: 'seat', used: 800, gone: 0 }, 'expand'],
    ['maintain before the period begins', { used: 100, gone: -10, status: 'recruiting' }, 'maintain'],
    ['expand before it, from 80 %', { used: 800, gone: -10, status: 'recruiting' }, 'expand'],
    ['expand where what was committed has expired', { used: 10, committed: 0, gone: 50 }, 'expand'],
    ['none of a draft', { used: 0, gone: 50, status: 'draft' }, null],
  ])('%s', (_, given, action) => {
    expect(usage(given).action).toBe(action);
  });

  test('and none before there are terms', () => {
    const contract = contractUsageOf(CAMPAIGN, null, '2025-02-01', null);
    expect(contract).toMatchObject({ unit: null, committed: null, action: null });
    expect(contract.period?.goneDays).toBe(31);
  });
});
