import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, flagsOf, hardLimitOf, reached, standsAt } from '../../../src/core/domain/capacity/thresholds.ts';
import { parseQuantity, ratio, SCALE, toUnits, type Unit } from '../../../src/core/domain/shared/quantity.ts';

describe('the hard limit', () => {
  it.each<[Unit, number, number, number]>([
    ['seat', 50, 10, 55],
    ['seat', 100, 10, 110],
    ['seat', 10, 10, 11],
    ['seat', 9, 10, 9],
    ['seat', 3, 10, 3],
    ['seat', 1, 10, 1],
    ['seat', 35, 0, 35],
    ['credit', 10_000, 10, 11_000],
    ['credit', 0.0001, 10, 0.0001],
    ['learner', 200, 25, 250],
  ])('of %s with capacity %d and %d %% is %d', (unit, capacity, percent, limit) => {
    expect(toUnits(hardLimitOf(Math.round(capacity * SCALE), percent * 100, unit))).toBe(limit);
  });

  it('is exact where binary fractions are not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 0, max: 10_000 }), (units, overage) => {
        const expected = (BigInt(units) * BigInt(10_000 + overage)) / 10_000n;
        expect(toUnits(hardLimitOf(units * SCALE, overage, 'seat'))).toBe(Number(expected));
      }),
    );
  });
});

describe('bands and flags', () => {
  it.each<[number, number, number | null]>([
    [39, 50, null],
    [40, 50, 80],
    [43, 50, 80],
    [45, 50, 90],
    [50, 50, 100],
    [54, 50, 100],
    [55, 50, 110],
    [33, 30, 110],
    [38, 35, 100],
    [0, 0, null],
  ])('%d of %d is in band %s', (consumed, capacity, band) => {
    expect(bandOf(consumed * SCALE, capacity * SCALE)).toBe(band);
  });

  it.each([
    [39, { near: false, at: false, over: false }],
    [40, { near: true, at: false, over: false }],
    [49, { near: true, at: false, over: false }],
    [50, { near: false, at: true, over: false }],
    [51, { near: false, at: true, over: true }],
  ])('%d of 50 has the flags %o', (consumed, flags) => {
    expect(flagsOf(consumed * SCALE, 50 * SCALE)).toEqual(flags);
  });
});

describe('threshold 110', () => {
  it.each([
    [35, 10, 38],
    [4, 10, 4],
    [50, 10, 55],
    [100, 20, 110],
  ])('of %d seats with %d %% stands at %d', (capacity, percent, seats) => {
    const limits = { capacity: capacity * SCALE, overage: percent * 100, unit: 'seat' } as const;
    expect(standsAt(110, limits)).toBe(seats * SCALE * 100);
  });

  it('does not exist without an allowance', () => {
    const limits = { capacity: 35 * SCALE, overage: 0, unit: 'seat' } as const;
    expect(standsAt(110, limits)).toBeNull();
    expect(reached(110, 35 * SCALE, limits)).toBe(false);
  });
});

describe('quantities', () => {
  it.each([
    [1, 10_000],
    [0.0001, 1],
    [1.25, 12_500],
    [1_000_000_000, 10_000_000_000_000],
    [-2.5, -25_000],
    [0.00001, null],
    [1_000_000_000.1, null],
    [1e-7, null],
    [Number.NaN, null],
  ])('%d is read as %s ten-thousandths', (value, expected) => {
    expect(parseQuantity(value)).toBe(expected);
  });

  it('ratios have 4 decimals, half up', () => {
    expect(ratio(43, 50)).toBe(0.86);
    expect(ratio(1, 3)).toBe(0.3333);
    expect(ratio(2, 3)).toBe(0.6667);
    expect(ratio(1, 20_000)).toBe(0.0001);
    expect(ratio(5, 0)).toBeNull();
  });
});
