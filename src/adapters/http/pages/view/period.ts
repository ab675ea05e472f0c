import type { Campaign } from '../../../../core/domain/campaign/campaign.ts';
import { type CalendarDate, dateAt, daysBetween, type Instant } from '../../../../core/domain/shared/time.ts';
import { daysText, periodText, plural } from './format.ts';

/** A campaign's period with how far it is; both days belong to it. */
export interface PeriodView {
  readonly text: string;
  readonly datetimeFrom: string;
  readonly datetimeTo: string;
  /** Percent of the days that are over, `0%` before the start. */
  readonly done: string;
  readonly dayText: string;
}

type Dated = Pick<Campaign, 'startDate' | 'endDate' | 'timeZone' | 'status'>;

/** Null while a date is missing. */
export function periodView(campaign: Dated, now: Instant): PeriodView | null {
  const { startDate, endDate, timeZone } = campaign;
  if (!startDate || !endDate) return null;
  const today = dateAt(now, timeZone);
  const days = daysBetween(startDate, endDate) + 1;
  const day = Math.min(days, Math.max(0, daysBetween(startDate, today) + 1));
  return {
    text: periodText(startDate, endDate),
    datetimeFrom: startDate,
    datetimeTo: endDate,
    done: `${((day / days) * 100).toFixed(1)}%`,
    dayText: day === 0 ? plural(days, 'day') : `day ${day} of ${days}`,
  };
}

/** What happens to the campaign next, in a few words. */
export function nextEvent(campaign: Dated, now: Instant): string {
  const { status, startDate, endDate } = campaign;
  const today = dateAt(now, campaign.timeZone);
  if (status === 'closed') return 'Closed';
  if (status === 'completed') return 'Completed';
  if (status === 'draft') return startDate ? `Draft, starts ${from(startDate, today)}` : 'Draft, not complete';
  if ((status === 'planned' || status === 'recruiting') && startDate) {
    const days = daysBetween(today, startDate);
    return days >= 0 ? `Starts ${daysText(days)}` : `Start was ${daysText(days)}`;
  }
  if (!endDate) return '–';
  const days = daysBetween(today, endDate);
  if (days < 0) return `${status === 'paused' ? 'Paused, end' : 'End'} was ${daysText(days)}`;
  return `${status === 'paused' ? 'Paused, ends' : 'Ends'} ${daysText(days)}`;
}

function from(date: CalendarDate, today: CalendarDate): string {
  return daysText(daysBetween(today, date));
}
