import type { Entry } from '../capacity/entry.ts';
import { peaksOn } from '../rating/usage.ts';
import { SCALE } from '../shared/quantity.ts';
import { addDays, type CalendarDate } from '../shared/time.ts';
import { createLocalDays } from './local-days.ts';
import { createTakings, placesOnDays } from './places.ts';
import { eventOfDay, type UsageEvent, type UsageOf } from './usage-event.ts';

/** How far a campaign's seats have been told: each day from `from` to `through`, with what entries up to `sequence` said of them. */
export interface SeatDaysTold {
  readonly sequence: number;
  readonly from: CalendarDate;
  /** Null before the first day was told. */
  readonly through: CalendarDate | null;
}

/**
 * What is to be told of a campaign's seats up to a day: each new day the most held at once in it, and for days told before the signed
 * difference that each entry since has made to them. All that was ever told of a day adds up to what the ledger says of it.
 * @param entries the campaign's whole ledger, in sequence
 */
export function tellSeatDays(
  entries: Iterable<Entry>,
  told: SeatDaysTold,
  upTo: CalendarDate,
  of: UsageOf,
): { readonly events: readonly UsageEvent[]; readonly told: SeatDaysTold } {
  const dayOf = createLocalDays(of.timeZone);
  const takings = createTakings();
  const events: UsageEvent[] = [];
  const { from, through } = told;
  const old = through === null ? [] : days(from, through);
  // What was held before the first day counts into the day before it, so that only its level is passed on.
  const peaks = (asked: readonly CalendarDate[]) =>
    peaksOn([addDays(from, -1), ...asked], placesOnDays(takings.all(), dayOf).places);
  let { sequence } = told;
  let known: ReadonlyMap<CalendarDate, number> | null = null;

  for (const entry of entries) {
    if (entry.unit !== 'seat') continue;
    const isNew = entry.sequence > sequence;
    if (isNew && known === null && old.length > 0) known = peaks(old);
    const day = apply(entry);
    if (!isNew) continue;
    sequence = entry.sequence;
    if (day === null || through === null || day > through || !known) continue;
    const now = peaks(old);
    for (const date of old) {
      const difference = (now.get(date) ?? 0) - (known.get(date) ?? 0);
      if (difference !== 0) events.push(eventOfDay(of, date, difference * SCALE, entry.id));
    }
    known = now;
  }

  /** The first day that the entry can have changed; null where it changed none. */
  function apply(entry: Entry): CalendarDate | null {
    if (entry.kind === 'consume' || entry.kind === 'confirm') return dayOf(takings.take(entry).at);
    const changed = entry.kind === 'release' ? takings.release(entry) : null;
    if (changed?.released) return dayOf(changed.released.at);
    const reversed = entry.kind === 'reverse' ? takings.reverse(entry) : null;
    return reversed && dayOf(reversed.at);
  }

  const first = through === null ? from : addDays(through, 1);
  const fresh = first <= upTo ? days(first, upTo) : [];
  // Days are asked from the first on, since a day without change has what the day before left.
  const counted = fresh.length > 0 ? peaks([...old, ...fresh]) : new Map<CalendarDate, number>();
  for (const date of fresh) {
    const seats = counted.get(date) ?? 0;
    if (seats !== 0) events.push(eventOfDay(of, date, seats * SCALE, null));
  }
  return { events, told: { sequence, from, through: fresh.at(-1) ?? through } };
}

function days(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const all: CalendarDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) all.push(day);
  return all;
}
