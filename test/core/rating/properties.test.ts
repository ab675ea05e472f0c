import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf, rate } from '../../../src/core/domain/rating/rate.ts';
import { NO_USAGE, type Usage } from '../../../src/core/domain/rating/usage.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { addDays } from '../../../src/core/domain/shared/time.ts';
import { contractOf, credits, custom, iaas, seats } from './harness.ts';

const START = '2024-01-20';
const day = fc.integer({ min: 0, max: 120 }).map((offset) => addDays(START, offset));
const price = fc.integer({ min: 1, max: 9_999_999 }).map((millionths) => (millionths / 1_000_000).toFixed(6));
const discount = fc.option(
  fc.record({ months: fc.integer({ min: 1, max: 6 }), percent: fc.constantFrom('3.5', '10', '33.333333') }),
);
const minimum = fc.option(fc.record({ amount: price, per: fc.constantFrom('month' as const, 'term' as const) }));
const common = fc.record({
  termDiscount: discount,
  minimumCommitment: minimum,
  tariff: fc.constantFrom('committed' as const, 'flexible' as const),
});
const terms = fc.oneof(
  fc.tuple(common, price, fc.integer({ min: 1, max: 40 })).map(([more, unit, count]) => seats(count, unit, more)),
  fc
    .tuple(common, price, price)
    .map(([more, unit, over]) => credits('77', { ...more, creditPrice: unit, overageCreditPrice: over })),
  fc.tuple(common, price).map(([more, unit]) => iaas(5, unit, more)),
  fc.tuple(common, price, price).map(([more, fee, unit]) =>
    custom({
      ...more,
      fixedFee: fee,
      variableComponents: [{ name: 'Hours', unit: 'hour', rate: unit, cap: 9, estimate: null }],
    }),
  ),
);
const byDate = <T extends { date: string }>(items: T[]) =>
  items.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
const level = fc.integer({ min: 0, max: 50 });
const usage: fc.Arbitrary<Usage> = fc.record({
  places: fc
    .array(fc.record({ date: day, peak: level, level }), { maxLength: 8 })
    .map((all) => byDate(all).map((each) => ({ ...each, peak: Math.max(each.peak, each.level) }))),
  credits: fc
    .array(
      fc.record({
        date: day,
        covered: fc.integer({ min: -500, max: 90_000 }),
        uncovered: fc.integer({ min: -9, max: 9_999 }),
      }),
      { maxLength: 8 },
    )
    .map(byDate),
  grants: fc.array(fc.record({ date: day, cost: fc.nat(9_999) }), { maxLength: 3 }).map(byDate),
  completions: fc.array(fc.record({ completedOn: day, payableOn: fc.option(day) }), { maxLength: 8 }),
  components: fc
    .array(fc.record({ name: fc.constant('Hours'), date: day, quantity: fc.integer({ min: 0, max: 5 * SCALE }) }), {
      maxLength: 8,
    })
    .map(byDate),
  milestones: fc.constant([]),
  outcomes: fc.constant({}),
});

function total(postings: ReturnType<typeof rate>, from: string, to: string): number {
  return linesOf(postings, from, to, 'EUR').reduce((sum, { amount }) => sum + amount, 0);
}

it('splitting a period anywhere changes no total', () => {
  fc.assert(
    fc.property(
      terms,
      usage,
      fc.integer({ min: 5, max: 110 }),
      fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 4 }),
      (each, used, length, cuts) => {
        const contract = contractOf(START, addDays(START, length), each);
        const postings = rate(contract, used);
        const last = addDays(START, 400);
        const bounds = [...new Set(cuts)].sort((a, b) => a - b).map((offset) => addDays(START, offset));
        const starts = [START, ...bounds.map((bound) => addDays(bound, 1))];
        const ends = [...bounds, last];
        const parts = starts.reduce((sum, from, index) => sum + total(postings, from, ends[index] ?? last), 0);
        expect(parts).toBe(total(postings, START, last));
      },
    ),
    { numRuns: 300 },
  );
});

it('the order in which completions are told does not matter', () => {
  fc.assert(
    fc.property(usage, price, fc.nat(), (used, unit, seed) => {
      const contract = contractOf(START, addDays(START, 90), iaas(5, unit));
      const shuffled = used.completions.toSorted(
        (a, b) => JSON.stringify(a).length * seed - JSON.stringify(b).length * (seed + 1),
      );
      const last = addDays(START, 400);
      expect(total(rate(contract, { ...used, completions: shuffled }), START, last)).toBe(
        total(rate(contract, used), START, last),
      );
    }),
    { numRuns: 100 },
  );
});

it('terms saved again as they are, in the middle of the period, charge the same', () => {
  fc.assert(
    fc.property(terms, usage, fc.integer({ min: 1, max: 80 }), (each, used, cut) => {
      const end = addDays(START, 90);
      const once = rate(contractOf(START, end, each), used);
      const twice = rate(contractOf(START, end, { [START]: each, [addDays(START, cut)]: each }), used);
      expect(total(twice, START, addDays(START, 400))).toBe(total(once, START, addDays(START, 400)));
    }),
    { numRuns: 200 },
  );
});

it('a bill without usage is that of usage nobody had', () => {
  const contract = contractOf(START, addDays(START, 90), seats(3, '10'));
  expect(total(rate(contract, NO_USAGE), START, addDays(START, 400))).toBe(
    total(rate(contract, { ...NO_USAGE, places: [{ date: START, peak: 0, level: 0 }] }), START, addDays(START, 400)),
  );
});
