import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthLength } from '../../../src/core/domain/shared/civil-days.ts';
import { addDays, daysBetween, earlierOf, laterOf } from '../../../src/core/domain/shared/time.ts';

const date = fc
  .integer({ min: -719_162, max: 2_932_896 })
  .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }).toString());

describe('calendar dates', () => {
  it('are reckoned as the calendar does, leap years and centuries included', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
        const expected = Temporal.PlainDate.from(from).add({ days });
        fc.pre(expected.year >= 0 && expected.year <= 9999);
        expect(addDays(from, days)).toBe(expected.toString());
        expect(daysBetween(from, expected.toString())).toBe(days);
        expect(monthLength(expected.year, expected.month)).toBe(expected.daysInMonth);
      }),
    );
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('1900-02-28', 1)).toBe('1900-03-01');
    expect(addDays('0001-01-01', -1)).toBe('0000-12-31');
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });

  it('have an earlier and a later one', () => {
    expect([earlierOf('2025-02-01', '2025-01-31'), laterOf('2025-02-01', '2025-01-31')]).toEqual([
      '2025-01-31',
      '2025-02-01',
    ]);
  });
});
