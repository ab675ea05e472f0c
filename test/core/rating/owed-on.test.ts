import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { owedOn, spreadDays } from '../../../src/core/domain/rating/owed-on.ts';
import type { Posting } from '../../../src/core/domain/rating/posting.ts';
import { linesOf, totalOfLines } from '../../../src/core/domain/rating/rate.ts';
import { rational } from '../../../src/core/domain/shared/rational.ts';
import { addDays, daysBetween } from '../../../src/core/domain/shared/time.ts';

const START = '2025-01-01';
const posting = fc.record({
  meter: fc.constantFrom('seats', 'overage', 'shown'),
  description: fc.constantFrom('Seats', 'More seats'),
  date: fc.integer({ min: 0, max: 60 }).map((days) => addDays(START, days)),
  amount: fc
    .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 31 }))
    .map(([a, b]) => rational(a, b)),
});

describe('what is owed up to a day', () => {
  it('is what the lines up to that day come to', () => {
    fc.assert(
      fc.property(fc.array(posting), (all) => {
        const postings: Posting[] = all.map((each) => ({
          ...each,
          quantity: each.amount,
          unitPrice: null,
          posted: each.meter !== 'shown',
        }));
        const days = spreadDays(START, addDays(START, 60), 13);
        const expected = days.map((day) => totalOfLines(linesOf(postings, START, day, 'EUR')));
        expect(owedOn(postings, days, 'EUR').map(({ amount }) => amount)).toEqual(expected);
      }),
    );
  });

  it('is asked on days from the first to the last, evenly apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 2, max: 200 }), (length, most) => {
        const last = addDays(START, length);
        const days = spreadDays(START, last, most);
        expect([days[0], days.at(-1)]).toEqual([START, last]);
        expect(days.length).toBeLessThanOrEqual(most + 1);
        const steps = new Set(days.slice(1, -1).map((day, at) => daysBetween(days[at] ?? day, day)));
        expect(steps.size).toBeLessThanOrEqual(1);
      }),
    );
  });
});
