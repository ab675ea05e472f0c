import type { MinorUnits } from '../shared/money.ts';
import { add, type Rational, toMinorUnits, ZERO } from '../shared/rational.ts';
import { addDays, type CalendarDate, daysBetween } from '../shared/time.ts';
import type { Posting } from './posting.ts';

/** What is owed up to and including a day. */
export interface OwedOn {
  readonly date: CalendarDate;
  readonly amount: MinorUnits;
}

/**
 * C(d) for each of these days: what is billed here up to and including it, each meter rounded once, as the lines of a bill are.
 * @param days ascending
 */
export function owedOn(postings: readonly Posting[], days: readonly CalendarDate[], currency: string): OwedOn[] {
  const posted = postings
    .filter((each) => each.posted)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const byMeter = new Map<string, Rational>();
  let next = 0;
  return days.map((date) => {
    for (let posting = posted[next]; posting && posting.date <= date; posting = posted[++next]) {
      const meter = `${posting.meter} ${posting.description}`;
      byMeter.set(meter, add(byMeter.get(meter) ?? ZERO, posting.amount));
    }
    const amount = [...byMeter.values()].reduce((total, own) => total + toMinorUnits(own, currency), 0);
    return { date, amount };
  });
}

/** Days from the first to the last, both included, evenly apart where there are more than `most`. */
export function spreadDays(first: CalendarDate, last: CalendarDate, most: number): CalendarDate[] {
  const length = Math.max(0, daysBetween(first, last));
  const step = Math.max(1, Math.ceil(length / (most - 1)));
  const days = Array.from({ length: Math.floor(length / step) + 1 }, (_, at) => addDays(first, at * step));
  return days.at(-1) === last || last < first ? days : [...days, last];
}
