import { monthLength } from '../shared/civil-days.ts';
import { addDays, type CalendarDate } from '../shared/time.ts';
import type { CommercialTerms } from '../terms/terms.ts';

/** What was agreed: the period and every version of the terms, each from its day on. */
export interface Contract {
  readonly currency: string;
  readonly startDate: CalendarDate;
  /** The last day, as it stands now. */
  readonly endDate: CalendarDate;
  /** End dates by the day from which each was agreed, oldest first; only where the period was changed. */
  readonly endDates?: readonly { readonly from: CalendarDate; readonly endDate: CalendarDate }[];
  /** By effectiveFrom, oldest first; the first counts from the start. All of one pricing model. */
  readonly versions: readonly TermsFrom[];
  /** Only for bundles. */
  readonly subscription?: BundledSubscription | null;
}

export interface TermsFrom<T extends CommercialTerms = CommercialTerms> {
  readonly effectiveFrom: CalendarDate;
  readonly terms: T;
}

export interface BundledSubscription {
  /** Minor units for the whole subscription. */
  readonly price: number;
  readonly learners: number;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** The terms of a day; days before the first version have the first. */
export function termsOn<T extends CommercialTerms>(versions: readonly TermsFrom<T>[], day: CalendarDate): T {
  const version = versions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? versions[0];
  if (!version) throw new RangeError('A contract has at least one version of its terms');
  return version.terms;
}

/** Each day of the period, both ends included. */
export function* daysOf(period: { startDate: CalendarDate; endDate: CalendarDate }): Generator<CalendarDate> {
  for (let day = period.startDate; day <= period.endDate; day = addDays(day, 1)) yield day;
}

/** `2025-01` of a date. */
export function monthOf(day: CalendarDate): string {
  return day.slice(0, 7);
}

/** How many days the calendar month of the date has. */
export function daysInMonth(day: CalendarDate): number {
  return monthLength(Number(day.slice(0, 4)), Number(day.slice(5, 7)));
}

/** Whole calendar months of a period: 2025-01-01 to 2025-06-30 are 6. */
export function wholeMonths(startDate: CalendarDate, endDate: CalendarDate): number {
  const end = Temporal.PlainDate.from(endDate).add({ days: 1 });
  return Temporal.PlainDate.from(startDate).until(end, { largestUnit: 'month' }).months;
}

/** The end date that was agreed on a day. */
export function endDateOn(contract: Contract, day: CalendarDate): CalendarDate {
  return (
    contract.endDates?.findLast(({ from }) => from <= day)?.endDate ??
    contract.endDates?.[0]?.endDate ??
    contract.endDate
  );
}
