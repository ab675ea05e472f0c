import { describe, expect, it } from 'vitest';
import { daysToFill } from '../../../src/core/domain/metrics/backfill.ts';
import { addDays, DAY, dateAt, startOfDay } from '../../../src/core/domain/shared/time.ts';

const timeZone = 'Europe/Oslo';
const now = Date.UTC(2026, 5, 15, 12);
const today = dateAt(now, timeZone);
const days = (from: string, to: string, existing: { at: number }[] = []) =>
  daysToFill({ from, to, timeZone }, existing, now);

describe('daysToFill()', () => {
  it('is the end of each day up to yesterday, daylight saving included', () => {
    const found = days('2026-06-10', '2026-12-31');
    expect(found.map(({ date }) => date)).toEqual([
      '2026-06-10',
      '2026-06-11',
      '2026-06-12',
      '2026-06-13',
      '2026-06-14',
    ]);
    expect(found[0]?.at).toBe(startOfDay('2026-06-11', timeZone) - 1);
  });

  it('leaves out days and hours that have a snapshot of any kind', () => {
    const existing = [{ at: startOfDay('2026-06-12', timeZone) + 3 }, { at: startOfDay('2026-06-14', timeZone) - 5 }];
    expect(days('2026-06-11', '2026-06-14', existing).map(({ date }) => date)).toEqual(['2026-06-11', '2026-06-14']);
  });

  it('fills no more than is kept of that age: days to 90 days, weeks to a year, months before', () => {
    const found = days(addDays(today, -800), today);
    const of = (from: number, to: number) =>
      found.filter(({ at }) => now - at >= from * DAY && now - at < to * DAY).length;
    expect(of(0, 90)).toBe(90);
    expect(of(90, 365)).toBeGreaterThanOrEqual(39);
    expect(of(90, 365)).toBeLessThanOrEqual(41);
    expect(of(365, 900)).toBeLessThanOrEqual(16);
  });

  it('finds nothing to do where it was done before', () => {
    const first = days(addDays(today, -800), today);
    expect(days(addDays(today, -800), today, first)).toEqual([]);
  });
});
