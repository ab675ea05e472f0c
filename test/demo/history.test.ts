import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HistoryEvent, type HistoryWish, planHistory } from '../../src/demo/history.ts';
import { createRandom } from '../../src/demo/random.ts';

type Wish = Omit<HistoryWish, 'random'>;

const wishes: fc.Arbitrary<Wish & { seed: string }> = fc
  .record({
    seed: fc.string(),
    target: fc.integer({ min: 0, max: 300 }),
    spare: fc.integer({ min: 0, max: 60 }),
    largest: fc.integer({ min: 1, max: 20 }),
    days: fc.integer({ min: 3, max: 200 }),
    firstWeekday: fc.integer({ min: 1, max: 7 }),
    releases: fc.integer({ min: 0, max: 8 }),
    reversals: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ spare, largest, ...wish }) => {
    const size = { min: 1, max: largest };
    return { ...wish, size, limit: Math.max(wish.target + spare, largest) };
  });

const plan = ({ seed, ...wish }: Wish & { seed: string }) => planHistory({ ...wish, random: createRandom(seed) });

describe('planHistory()', () => {
  test('ends exactly at the target', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(sumOf(plan(wish))).toBe(wish.target);
      }),
    );
  });

  test('is never above the limit and never below nothing, however the events of a day are counted up', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const sums = runningSums(plan(wish));
        expect(Math.max(0, ...sums)).toBeLessThanOrEqual(wish.limit);
        expect(Math.min(0, ...sums)).toBe(0);
      }),
    );
  });

  test('takes place on working days, in working hours, in order of time', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const events = plan(wish);
        for (const { day, minute } of events) {
          expect((wish.firstWeekday - 1 + day) % 7).toBeLessThan(5);
          expect(day).toBeLessThan(wish.days);
          expect(minute).toBeGreaterThanOrEqual(8 * 60);
          expect(minute).toBeLessThanOrEqual(18 * 60);
        }
        const times = events.map(({ day, minute }) => day * 1440 + minute);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });

  test('takes back as many as wished, each a consumption of its own before it, wholly and once', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const events = plan(wish);
        expect(events.filter(({ kind }) => kind === 'release')).toHaveLength(wish.releases);
        expect(events.filter(({ kind }) => kind === 'reverse')).toHaveLength(wish.reversals);
        const standing = new Map<number, number>();
        for (const { kind, piece, quantity } of events) {
          if (kind === 'consume') {
            expect(standing.has(piece)).toBe(false);
            standing.set(piece, quantity);
          } else {
            expect(standing.get(piece)).toBe(quantity);
            standing.set(piece, 0);
          }
        }
      }),
    );
  });

  test('is the same for the same seed and another for another', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(plan(wish)).toEqual(plan(wish));
      }),
    );
    const wish = { target: 40, limit: 44, days: 90, firstWeekday: 1, releases: 2, reversals: 1 };
    expect(plan({ ...wish, seed: 'a' })).not.toEqual(plan({ ...wish, seed: 'b' }));
  });

  test('begins slowly: the first fifth of the time brings less than a fifth of the target', () => {
    const events = plan({
      seed: 'ramp',
      target: 500,
      limit: 550,
      days: 140,
      firstWeekday: 1,
      releases: 0,
      reversals: 0,
    });
    expect(sumOf(events.filter(({ day }) => day < 28))).toBeLessThan(100);
  });

  test('refuses a target above the limit, and a time without a working day', () => {
    const wish = { seed: 'x', target: 5, limit: 4, days: 10, firstWeekday: 1, releases: 0, reversals: 0 };
    expect(() => plan(wish)).toThrow(RangeError);
    expect(() => plan({ ...wish, limit: 5, days: 2, firstWeekday: 6 })).toThrow(RangeError);
  });
});

function runningSums(events: readonly HistoryEvent[]): number[] {
  let sum = 0;
  return events.map(({ kind, quantity }) => {
    sum += kind === 'consume' ? quantity : -quantity;
    return sum;
  });
}

function sumOf(events: readonly HistoryEvent[]): number {
  return runningSums(events).at(-1) ?? 0;
}
