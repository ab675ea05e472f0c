import { describe, expect, it } from 'vitest';
import { type DayEnd, fillDays, forecast } from '../../../src/core/domain/capacity/forecast.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { addDays } from '../../../src/core/domain/shared/time.ts';

const TODAY = '2026-03-02'; // a Monday

/** Day ends up to yesterday from what each day added, oldest first. */
function daysOf(increments: readonly number[]): DayEnd[] {
  let consumed = 0;
  const days: DayEnd[] = [{ date: addDays(TODAY, -increments.length - 1), consumed }];
  increments.forEach((increment, index) => {
    consumed += increment * SCALE;
    days.push({ date: addDays(TODAY, index - increments.length), consumed });
  });
  return days;
}

function inputOf(increments: readonly number[], capacity: number, more: { endDate?: string | null } = {}) {
  const consumed = increments.reduce((sum, increment) => sum + increment, 0) * SCALE;
  const hardLimit = Math.floor(capacity * 1.1) * SCALE;
  return {
    days: daysOf(increments),
    today: TODAY,
    consumed,
    capacity: capacity * SCALE,
    hardLimit,
    endDate: more.endDate ?? null,
  };
}

describe('the forecast', () => {
  it('of an even pace is exact: 28 used at 1 a day, 40 seats full on the 12th day from today, if the pace stays', () => {
    const result = forecast(inputOf(Array(28).fill(1), 40));
    expect(result).toMatchObject({ perDay: 1, reason: null });
    // 80 % of a normal distribution lie within 1.2816 standard deviations, of a fifth of the pace: 0.744 to 1.256 a day.
    expect(result.full).toEqual({ date: '2026-03-13', earliest: '2026-03-11', latest: '2026-03-18' });
    expect(result.limit?.date).toBe('2026-03-17');
  });

  it('knows that nobody starts on weekends', () => {
    const weeks = Array.from({ length: 4 }, () => [1, 1, 1, 1, 1, 0, 0]).flat();
    expect(forecast(inputOf(weeks, 26)).full?.date).toBe('2026-03-09');
  });

  it('has a wider interval for an uneven pace', () => {
    const uneven = forecast(
      inputOf(
        Array.from({ length: 28 }, (_, day) => (day % 3 === 0 ? 3 : 0)),
        60,
      ),
    );
    const { earliest = '', date = '', latest = '' } = uneven.full ?? {};
    expect(earliest < date && date < (latest ?? '')).toBe(true);
  });

  it.each([
    ['fewer than 7 days', inputOf([1, 1, 1, 1, 1, 1], 40), 'too_little_history'],
    ['no growth', inputOf(Array(10).fill(0), 40), 'not_growing'],
    ['a campaign that ends before', inputOf(Array(28).fill(1), 400, { endDate: '2026-04-01' }), 'not_before_end'],
    ['a campaign at its limit', { ...inputOf(Array(28).fill(1), 20), consumed: 22 * SCALE }, 'reached'],
  ])('gives no date, but the reason, for %s', (_, input, reason) => {
    expect(forecast(input)).toMatchObject({ full: null, limit: null, reason });
  });

  it('gives the date of the hard limit after the capacity is reached', () => {
    const input = { ...inputOf(Array(28).fill(1), 28) };
    expect(forecast(input)).toMatchObject({ full: null, limit: { date: '2026-03-03' }, reason: 'reached' });
  });
});

describe('the days behind it', () => {
  it('keep the level over days without entries, from the day before the first consumption', () => {
    const recorded = [
      { date: '2026-02-01', consumed: 0 },
      { date: '2026-02-25', consumed: 3 },
      { date: '2026-02-28', consumed: 5 },
    ];
    expect(fillDays(recorded, TODAY).map(({ date, consumed }) => `${date.slice(5)} ${consumed}`)).toEqual([
      '02-24 0',
      '02-25 3',
      '02-26 3',
      '02-27 3',
      '02-28 5',
      '03-01 5',
    ]);
  });

  it('are the last 28 and the one before, and none where nothing was consumed', () => {
    const filled = fillDays([{ date: '2025-06-01', consumed: 7 }], TODAY);
    expect(filled).toHaveLength(29);
    expect(filled[0]).toEqual({ date: '2026-02-01', consumed: 7 });
    expect(fillDays([{ date: '2026-02-25', consumed: 0 }], TODAY)).toEqual([]);
  });
});
