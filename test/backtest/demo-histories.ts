import { createCalendar } from '../../src/demo/calendar.ts';
import { planHistory } from '../../src/demo/history.ts';
import { allStories } from '../../src/demo/lines.ts';
import { createRandom } from '../../src/demo/random.ts';
import type { DailyHistory } from './daily-history.ts';

/** The histories that the demo plans for its campaigns, so many of each, with a capacity that each of them passes. */
export function demoHistories(seed: string, ofEach: number): DailyHistory[] {
  const calendar = createCalendar(Date.UTC(2025, 8, 1));
  return allStories(calendar).flatMap(({ slug, usage }) => {
    if (!usage || usage.target < 10) return [];
    const { from, until = -1, target, limit, releases, reversals, activity } = usage;
    const capacity = Math.floor(target * 0.8);
    return Array.from({ length: ofEach }, (_, index) => {
      const perDay = Array.from({ length: until - from + 1 }, () => 0);
      const wish = { target, limit, releases, reversals, firstWeekday: calendar.weekday(from), days: perDay.length };
      const random = createRandom(`backtest/${seed}/${slug}/${index}`);
      for (const { day, kind, quantity } of planHistory({
        ...wish,
        ...(activity && { size: activity.pieces }),
        random,
      })) {
        perDay[day] = (perDay[day] ?? 0) + (kind === 'consume' ? quantity : -quantity);
      }
      return { kind: 'demo', firstDate: calendar.date(from), perDay, capacity, hardLimit: Math.floor(capacity * 1.1) };
    });
  });
}
