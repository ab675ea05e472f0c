import { expect, test } from 'vitest';
import { createUuids } from '../../src/adapters/system/ids.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('an id is a UUIDv7 that begins with its time', () => {
  const id = createUuids(() => 0x0123_4567_89ab).next();

  expect(id).toMatch(UUID_V7);
  expect(id.slice(0, 13)).toBe('01234567-89ab');
});

test('ids sort as they were made, also many in one millisecond and when the clock goes back', () => {
  const times = [1_000, ...Array(5_000).fill(2_000), 1_500, 1_500, 3_000];
  const ids = createUuids(() => times.shift() ?? 4_000);
  const made = Array.from({ length: 5_010 }, () => ids.next());

  expect(made.every((id) => UUID_V7.test(id))).toBe(true);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});

test('two makers of ids at the same moment do not meet', () => {
  const one = createUuids(() => 1_000);
  const other = createUuids(() => 1_000);

  expect(one.next()).not.toBe(other.next());
});
