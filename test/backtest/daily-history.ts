import type { CalendarDate } from '../../src/core/domain/shared/time.ts';

/** What was consumed day by day, in units, of one campaign that lived through all of it. */
export interface DailyHistory {
  readonly kind: string;
  readonly firstDate: CalendarDate;
  readonly perDay: readonly number[];
  /** In units; both are reached within the history, or never were. */
  readonly capacity: number;
  readonly hardLimit: number;
}
