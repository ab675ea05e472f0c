import type { Campaign } from '../campaign/campaign.ts';
import { monthOf } from '../rating/contract.ts';
import { addDays, type CalendarDate, dateAt, earlierOf, type Instant, laterOf, startOfDay } from '../shared/time.ts';
import { firstOpenDay } from '../terms/open-month.ts';
import { daysOfMonth } from './agreed-contract.ts';
import type { SeatDaysTold } from './seat-days.ts';

/** When this service began to bill: what came before was billed by other means. */
export interface BillingStart {
  readonly id: 'service';
  readonly version: 1;
  readonly at: Instant;
}

/** How far a campaign is billed. */
export interface BillingState {
  /** The campaign's id. */
  readonly id: string;
  readonly version: number;
  readonly seatDays: SeatDaysTold;
  /** The first month that is invoiced, `YYYY-MM`. */
  readonly firstMonth: string;
  /** The newest month that is closed; null before the first. */
  readonly closedThrough: string | null;
  /** When there is something to do again; null once nothing can change any more. */
  readonly nextDueAt: Instant | null;
}

type Period = Pick<Campaign, 'id' | 'startDate' | 'endDate' | 'timeZone' | 'createdAt' | 'status' | 'updatedAt'>;

/** A campaign of which nothing was billed yet; null without a period. */
export function newBillingState(campaign: Period, start: Instant): BillingState | null {
  const { id, startDate, timeZone, createdAt } = campaign;
  if (!startDate || !campaign.endDate) return null;
  const from = laterOf(dateAt(start, timeZone), dateAt(createdAt, timeZone));
  const firstMonth = monthOf(laterOf(startDate, firstOpenDay(start, timeZone)));
  return {
    id,
    version: 0,
    seatDays: { sequence: 0, from, through: null },
    firstMonth,
    closedThrough: null,
    nextDueAt: start,
  };
}

/** The month that is closed next. */
export function openMonth({ closedThrough, firstMonth }: Pick<BillingState, 'closedThrough' | 'firstMonth'>): string {
  return closedThrough === null ? firstMonth : nextMonth(closedThrough);
}

/** Whether nothing can change any more: what is not invoiced by now never will be, and need not be rated to know it. */
export function isSettled(state: BillingState): state is BillingState & { readonly closedThrough: string } {
  return state.nextDueAt === null && state.closedThrough !== null;
}

export function nextMonth(month: string): string {
  return monthOf(addDays(daysOfMonth(month).to, 1));
}

/** A month is closed at 06:00 on the second day after it. */
export function closesAt(month: string, timeZone: string): Instant {
  const day = Temporal.PlainDate.from(daysOfMonth(month).to).add({ days: 2 });
  return day.toZonedDateTime({ timeZone, plainTime: '06:00' }).epochMilliseconds;
}

/** The newest day whose seats can be told: the last that has ended, within the campaign. */
export function seatDaysUpTo({ endDate, timeZone }: Period, at: Instant): CalendarDate {
  const ended = addDays(dateAt(at, timeZone), -1);
  return endDate ? earlierOf(ended, endDate) : ended;
}

/** When there is something to do again: the day ends, or the month closes; null once the campaign is closed and its months are too. */
export function dueAgain(campaign: Period, state: BillingState, at: Instant): Instant | null {
  const { timeZone, endDate, status, updatedAt } = campaign;
  const month = openMonth(state);
  const last = monthOf(laterOf(endDate ?? '', dateAt(updatedAt, timeZone)));
  if (status === 'closed' && month > last) return null;
  const today = dateAt(at, timeZone);
  const closing = closesAt(month, timeZone);
  return status === 'closed' || (endDate !== null && today > endDate)
    ? closing
    : Math.min(startOfDay(addDays(today, 1), timeZone), closing);
}
