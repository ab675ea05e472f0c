import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryId, seedOf, sequenceOf } from '../../../src/core/domain/capacity/entry-id.ts';

const sequence = fc.integer({ min: 1, max: 2 ** 36 - 2 });
const instant = fc.integer({ min: 0, max: 2 ** 47 });
const writer = fc.uuid();

test('an entry’s id is a UUID of version 7 that tells the entry’s sequence', () => {
  fc.assert(
    fc.property(sequence, instant, writer, (own, at, by) => {
      const id = entryId(own, at, seedOf(by));

      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(sequenceOf(id)).toBe(own);
    }),
  );
});

test('ids sort as their entries were recorded', () => {
  fc.assert(
    fc.property(instant, fc.nat(10_000), sequence, writer, writer, (at, later, own, one, other) => {
      const before = entryId(own, at, seedOf(one));

      expect(entryId(own + 1, at, seedOf(other)) > before).toBe(true);
      expect(entryId(own + 1, at + later, seedOf(other)) > before).toBe(true);
    }),
  );
});

test.each(['', 'entry-1', '01890000-0000-7000-c000-000000000001', '01890000-0000-4000-8000-00000000000G'])(
  '%j is no entry’s id',
  (text) => {
    expect(sequenceOf(text)).toBeNull();
  },
);

test('a writer of any form gives a seed that fits into an id', () => {
  expect(seedOf('id-0001')).toMatch(/^[0-9a-f]{9}$/);
});
