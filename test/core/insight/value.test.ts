import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engagementOf, isHighValue, type Participation, valueScoreOf } from '../../../src/core/domain/insight/value.ts';
import { rational } from '../../../src/core/domain/shared/rational.ts';

const people = (beneficiaries: [number, number | null], volunteers: [number, number | null]): Participation => ({
  beneficiaries: beneficiaries[0],
  targetBeneficiaries: beneficiaries[1],
  volunteers: volunteers[0],
  targetVolunteers: volunteers[1],
});

describe('engagement', () => {
  test.each<[string, Participation, [number, number] | null]>([
    ['is the mean of both against target', people([50, 100], [25, 50]), [50, 1]],
    ['counts each at most 100', people([300, 100], [25, 50]), [75, 1]],
    ['is exact', people([1, 3], [1, 3]), [100, 3]],
    ['is of the one that has a target', people([30, 40], [9, null]), [75, 1]],
    ['is 0 where nobody came', people([0, 40], [0, 10]), [0, 1]],
    ['is not known without targets', people([30, null], [9, null]), null],
  ])('%s', (_, given, expected) => {
    expect(engagementOf(given)).toEqual(expected && rational(...expected));
  });

  test('lies between 0 and 100', () => {
    const count = fc.nat(10_000);
    const target = fc.option(fc.integer({ min: 1, max: 10_000 }));
    fc.assert(
      fc.property(count, target, count, target, (b, tb, v, tv) => {
        const engagement = engagementOf(people([b, tb], [v, tv]));
        if (engagement === null) return tb === null && tv === null;
        return engagement.numerator >= 0n && engagement.numerator <= 100n * engagement.denominator;
      }),
    );
  });
});

describe('high value', () => {
  test.each<[number | null, [number, number] | null, boolean]>([
    [4.000001, [75, 1], true],
    [4, [75, 1], false],
    [5, [7_499, 100], false],
    [5, [100, 1], true],
    [null, [100, 1], false],
    [5, null, false],
  ])('SROI %s with engagement %s: %s', (sroi, engagement, expected) => {
    expect(isHighValue(sroi, engagement && rational(...engagement))).toBe(expected);
  });
});

describe('value score', () => {
  test.each<[string, number | null, [number, number] | null, number, number | null, number | null]>([
    ['is the mean of three parts', 2, [80, 1], 500, 1_000, 60],
    ['counts each part at most 100', 40, [100, 1], 5_000, 1_000, 100],
    ['rounds half up: 150.5 ÷ 3 is 50.1667', 2, [50, 1], 505, 1_000, 50],
    ['rounds half up: 151.5 ÷ 3 is 50.5', 2, [50, 1], 515, 1_000, 51],
    ['rounds once, on the exact mean: 3 × 33.3333 is 33.3333', 1.333333, [100, 3], 1, 3, 33],
    ['gives nothing for what is not known', null, [90, 1], 0, null, 30],
    ['is 0 where all that is known is 0', null, [0, 1], 0, 1_000, 0],
    ['is not known where nothing is', null, null, 0, null, null],
  ])('%s', (_, sroi, engagement, spent, allocated, expected) => {
    expect(valueScoreOf({ sroi, engagement: engagement && rational(...engagement), spent, allocated })).toBe(expected);
  });

  test('never falls as any part grows', () => {
    const millionths = fc.nat(8_000_000);
    const percent = fc.nat(100);
    fc.assert(
      fc.property(millionths, percent, fc.nat(2_000), fc.nat(1_000_000), (sroi, engagement, spent, more) => {
        const of = (add: Partial<{ sroi: number; engagement: number; spent: number }>) =>
          valueScoreOf({
            sroi: (sroi + (add.sroi ?? 0)) / 1_000_000,
            engagement: rational(engagement + (add.engagement ?? 0)),
            spent: spent + (add.spent ?? 0),
            allocated: 1_000,
          }) ?? -1;
        const base = of({});
        return [{ sroi: more }, { engagement: 1 }, { spent: 1 }].every((each) => of(each) >= base);
      }),
    );
  });
});
