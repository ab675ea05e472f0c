import type { Campaign } from '../campaign/campaign.ts';
import { type CalendarDate, daysBetween } from '../shared/time.ts';

/** A campaign's period, seen from a day. */
export interface PeriodView {
  readonly totalDays: number;
  /** The period's days before today. */
  readonly goneDays: number;
  /** The period's days from today on, today included; 0 when it is over. */
  readonly leftDays: number;
  readonly hasBegun: boolean;
  /** Past its end, or completed or closed before it. */
  readonly isOver: boolean;
}

type Dated = Pick<Campaign, 'status' | 'startDate' | 'endDate'>;

/** The period of a campaign as of today in its time zone; null before it has dates. */
export function periodOf({ status, startDate, endDate }: Dated, today: CalendarDate): PeriodView | null {
  if (startDate === null || endDate === null) return null;
  const totalDays = daysBetween(startDate, endDate) + 1;
  const isOver = today > endDate || status === 'completed' || status === 'closed';
  const goneDays = Math.min(totalDays, Math.max(0, daysBetween(startDate, today)));
  return { totalDays, goneDays, leftDays: isOver ? 0 : totalDays - goneDays, hasBegun: today >= startDate, isOver };
}

/** Whether at least a quarter of the period is gone. */
export function isQuarterGone({ goneDays, totalDays, hasBegun }: PeriodView): boolean {
  return hasBegun && goneDays * 4 >= totalDays;
}

/** Whether less than a tenth of the period is left, and it is not over. */
export function isEnding({ leftDays, totalDays, isOver }: PeriodView): boolean {
  return !isOver && leftDays * 10 < totalDays;
}
