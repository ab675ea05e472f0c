import { describe, expect, it } from 'vitest';
import { superfluous } from '../../../src/core/domain/metrics/retention.ts';
import { cadenceHours, isDue, snapshotId } from '../../../src/core/domain/metrics/snapshot.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/domain/shared/time.ts';

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const NOW = at('2026-07-01T12:00:00Z');

describe('cadenceHours()', () => {
  it.each([
    ['active', 101, 1],
    ['active', 100, 6],
    ['active', 26, 6],
    ['active', 25, 24],
    ['planned', 500, 24],
    ['recruiting', 500, 24],
    ['paused', 500, 24],
    ['draft', 500, null],
    ['completed', 500, null],
    ['closed', 500, null],
  ] as const)('of a campaign that is %s with %i sessions in a week is %s', (status, sessions, hours) => {
    expect(cadenceHours(status, sessions)).toBe(hours);
  });
});

describe('isDue()', () => {
  it('counts hours that have begun, so that a late one does not delay the next', () => {
    const late = at('2026-07-01T10:59:00Z');
    expect(isDue(late, 1, at('2026-07-01T10:59:59Z'))).toBe(false);
    expect(isDue(late, 1, at('2026-07-01T11:00:00Z'))).toBe(true);
    expect(isDue(late, 6, at('2026-07-01T15:59:00Z'))).toBe(false);
    expect(isDue(null, 24, NOW)).toBe(true);
  });
});

describe('snapshotId()', () => {
  it('is one for a campaign, hour and kind', () => {
    const id = snapshotId('c', NOW, 'scheduled');
    expect(snapshotId('c', NOW + 59 * MINUTE, 'scheduled')).toBe(id);
    expect(new Set([id, snapshotId('c', NOW + HOUR, 'scheduled'), snapshotId('c', NOW, 'final')]).size).toBe(3);
  });
});

describe('superfluous()', () => {
  const every = (step: number, from: number, to: number) => {
    const taken = [];
    for (let time = NOW - from; time < NOW - to; time += step) taken.push({ id: `${time}`, at: time });
    return taken;
  };
  const kept = (taken: { id: string; at: number }[]) => {
    const dropped = new Set(superfluous(taken, NOW));
    return taken.filter(({ id }) => !dropped.has(id));
  };

  it('keeps everything of the last 30 days', () => {
    expect(superfluous(every(HOUR, 30 * DAY, 0), NOW)).toEqual([]);
  });

  it('keeps the last of each day up to 90 days, of each week up to a year, of each month after', () => {
    const daily = kept(every(HOUR, 90 * DAY - HOUR, 30 * DAY));
    expect(daily).toHaveLength(61);
    expect(
      daily
        .slice(0, -1)
        .every(({ at: time }) => Temporal.Instant.fromEpochMilliseconds(time).toString().includes('T23:')),
    ).toBe(true);
    const weekly = kept(every(DAY, 360 * DAY, 91 * DAY)).map(({ at: time }) => time);
    expect(weekly.length).toBeGreaterThanOrEqual(38);
    expect(weekly.length).toBeLessThanOrEqual(40);
    const monthly = kept(every(DAY, 3 * 365 * DAY, 366 * DAY)).length;
    expect([24, 25]).toContain(monthly);
  });

  it('takes away nothing more when it runs again, and leaves one of each month when it runs every day', () => {
    const taken = every(6 * HOUR, 500 * DAY, 0);
    const once = kept(taken);
    expect(superfluous(once, NOW)).toEqual([]);
    let daily: { id: string; at: number }[] = [];
    for (let day = NOW - 500 * DAY; day <= NOW; day += DAY) {
      daily = [...daily, ...taken.filter(({ at: time }) => time >= day - DAY && time < day)];
      const dropped = new Set(superfluous(daily, day));
      daily = daily.filter(({ id }) => !dropped.has(id));
    }
    expect(superfluous(daily, NOW)).toEqual([]);
    const months = (snapshots: { at: number }[]) => [
      ...new Set(snapshots.map(({ at: time }) => Temporal.Instant.fromEpochMilliseconds(time).toString().slice(0, 7))),
    ];
    expect(months(daily)).toEqual(months(taken));
    expect(Math.abs(daily.length - once.length)).toBeLessThanOrEqual(2);
  });
});
