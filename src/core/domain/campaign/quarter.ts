import type { CalendarDate } from '../shared/time.ts';

/** The calendar quarter of a date, `2025-Q1`. */
export function quarterOf(date: CalendarDate): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}
