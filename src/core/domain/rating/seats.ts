import { multiply, type Rational, rational, subtract, ZERO } from '../shared/rational.ts';
import type { CalendarDate } from '../shared/time.ts';
import type { SeatTerms } from '../terms/terms.ts';
import { type Contract, daysInMonth, daysOf, monthOf, type TermsFrom, termsOn } from './contract.ts';
import { count, type Posting, priceOf } from './posting.ts';
import { latestHeld, peaksOn, type Sources, type Usage } from './usage.ts';

/**
 * Committed: committed × price for each calendar month, a partial month by its days, so a day owes a month's price ÷ the days of its month.
 * Overage: a month's is the largest of seats − that day's committed, at that day's price, not prorated; it falls on the day the peak rises.
 * Flexible: the peak of the month in place of the commitment, a partial month by its days.
 */
export function rateSeats(contract: Contract, versions: readonly TermsFrom<SeatTerms>[], usage: Usage): Posting[] {
  const days = [...daysOf(contract)];
  const peaks = peaksOn(days, usage.places);
  const postings: Posting[] = [];
  const months = new Map<string, MonthPeak>();
  const daysByMonth = Map.groupBy(days, monthOf);
  let calendarDays = 0;
  let committed = null as { readonly terms: SeatTerms; readonly posting: Posting } | null;
  for (const day of days) {
    const terms = termsOn(versions, day);
    const peak = peaks.get(day) ?? 0;
    const own = daysByMonth.get(monthOf(day)) ?? [];
    if (own[0] === day) {
      calendarDays = daysInMonth(day);
      committed = null;
    }
    const fraction = rational(own.length, calendarDays);
    const held = (places: number) => ({ entries: latestHeld(usage.taken, day, places) });
    if (terms.tariff === 'committed') {
      if (committed?.terms !== terms) committed = { terms, posting: committedDay(day, terms, calendarDays) };
      postings.push({ ...committed.posting, date: day });
    } else postings.push(...risenPeak(day, terms, Math.min(peak, terms.committedSeats), fraction, months, held));
    postings.push(...risenOverage(day, terms, peak, months, held));
  }
  return postings;
}

/** The entries behind the last so many places of the day. */
type Held = (places: number) => Sources;

interface MonthPeak {
  seats: number;
  amount: Rational;
}

/** The same on each day of a month under the same terms. */
function committedDay(date: CalendarDate, terms: SeatTerms, calendarDays: number): Posting {
  const share = rational(1, calendarDays);
  return {
    meter: 'committed_seats',
    description: 'Committed seats',
    date,
    amount: multiply(priceOf(count(terms.committedSeats), terms.seatPricePerMonth, terms.tiers), share),
    quantity: multiply(count(terms.committedSeats), share),
    unitPrice: terms.tiers ? null : terms.seatPricePerMonth,
    posted: true,
  };
}

function risenPeak(
  date: CalendarDate,
  terms: SeatTerms,
  peak: number,
  fraction: Rational,
  months: Map<string, MonthPeak>,
  held: Held,
): Posting[] {
  const before = peakOf(months, `used ${monthOf(date)}`);
  if (peak <= before.seats) return [];
  const amount = multiply(priceOf(count(peak), terms.seatPricePerMonth, terms.tiers), fraction);
  const posting: Posting = {
    ...held(peak - before.seats),
    meter: 'used_seats',
    description: 'Seats used, by the peak of the month',
    date,
    amount: subtract(amount, before.amount),
    quantity: multiply(count(peak - before.seats), fraction),
    unitPrice: terms.tiers ? null : terms.seatPricePerMonth,
    posted: true,
  };
  months.set(`used ${monthOf(date)}`, { seats: peak, amount });
  return [posting];
}

function risenOverage(
  date: CalendarDate,
  terms: SeatTerms,
  peak: number,
  months: Map<string, MonthPeak>,
  held: Held,
): Posting[] {
  const over = peak - terms.committedSeats;
  const before = peakOf(months, `over ${monthOf(date)}`);
  if (over <= before.seats) return [];
  const unitPrice = terms.overageSeatPrice ?? terms.seatPricePerMonth;
  const amount = priceOf(count(over), unitPrice, null);
  months.set(`over ${monthOf(date)}`, { seats: over, amount });
  return [
    {
      ...held(over - before.seats),
      meter: 'overage_seats',
      description: 'Seats beyond the commitment, by the peak of the month',
      date,
      amount: subtract(amount, before.amount),
      quantity: count(over - before.seats),
      unitPrice,
      posted: true,
    },
  ];
}

function peakOf(months: Map<string, MonthPeak>, key: string): MonthPeak {
  return months.get(key) ?? { seats: 0, amount: ZERO };
}
