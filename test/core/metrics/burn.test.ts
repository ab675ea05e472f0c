import { describe, expect, it } from 'vitest';
import { burnOf } from '../../../src/core/domain/metrics/burn.ts';

const budget = (budgetSpent: number, over = {}) => ({
  startDate: '2026-01-01',
  endDate: '2026-04-10',
  budgetAllocated: 100_000,
  budgetSpent,
  ...over,
});

describe('burnOf()', () => {
  it('divides by the days before today, and by all days', () => {
    expect(burnOf(budget(10_000), '2026-01-11')).toEqual({
      elapsedDays: 10,
      totalDays: 100,
      burnPerDay: 1_000,
      planPerDay: 1_000,
      status: 'on_plan',
      depletedOn: '2026-04-11',
    });
  });

  it.each([
    [8_999, 'under_plan'],
    [9_000, 'on_plan'],
    [11_000, 'on_plan'],
    [11_001, 'over_plan'],
  ])('calls %i of 10 000 planned %s', (spent, status) => {
    expect(burnOf(budget(spent), '2026-01-11').status).toBe(status);
  });

  it('rounds the days that are left up', () => {
    expect(burnOf(budget(30_000), '2026-01-11').depletedOn).toBe('2026-02-04');
  });

  it('counts one day on the first and before it, and all days after the last', () => {
    expect(burnOf(budget(5), '2025-12-01').elapsedDays).toBe(1);
    expect(burnOf(budget(5), '2026-01-01').elapsedDays).toBe(1);
    expect(burnOf(budget(5), '2026-01-02').elapsedDays).toBe(1);
    expect(burnOf(budget(5), '2026-04-10').elapsedDays).toBe(99);
    expect(burnOf(budget(5), '2027-01-01').elapsedDays).toBe(100);
  });

  it('never runs out where nothing burns, and ran out where all was spent', () => {
    expect(burnOf(budget(0), '2026-01-11')).toMatchObject({ burnPerDay: 0, status: 'under_plan', depletedOn: null });
    expect(burnOf(budget(100_000), '2026-01-11').depletedOn).toBe('2026-01-11');
    expect(burnOf(budget(200_000), '2026-01-11').depletedOn).toBe('2026-01-06');
  });

  it('knows no plan without a budget, and nothing without a period', () => {
    expect(burnOf(budget(10_000, { budgetAllocated: null }), '2026-01-11')).toMatchObject({
      burnPerDay: 1_000,
      planPerDay: null,
      status: null,
      depletedOn: null,
    });
    expect(burnOf(budget(10_000, { startDate: null }), '2026-01-11').burnPerDay).toBeNull();
  });
});
