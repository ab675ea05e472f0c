import { ALLOCATION } from '../capacity/apply.ts';
import type { Entry } from '../capacity/entry.ts';
import { coveredBy } from '../capacity/grants.ts';
import type { CapacityOn } from '../rating/rate.ts';
import type { Usage } from '../rating/usage.ts';
import { type Quantity, SCALE, type Unit } from '../shared/quantity.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';
import { createLocalDays } from './local-days.ts';
import { createTakings, placesOnDays } from './places.ts';

/** An amount of a unit that an entry added to, or took from, what was used on a day. */
export interface Counted {
  readonly date: CalendarDate;
  readonly unit: Unit;
  readonly quantity: Quantity;
  readonly entryId: string;
}

/** What a campaign's ledger says of its use, by day in its time zone. */
export interface LedgerUsage extends Required<Pick<Usage, 'places' | 'taken' | 'credits' | 'grants'>> {
  readonly counted: readonly Counted[];
  /** The whole learners that a bundle campaign could take on a day. */
  readonly capacityOn: CapacityOn;
  /** The entry by which a subject took its place, the newest where it took more than one. */
  readonly placeOf: (subject: string) => string | null;
}

/** Takes entries one by one, so that a long ledger is never held as a whole. */
export interface LedgerUsageFold {
  add(entry: Entry): void;
  usage(): LedgerUsage;
}

/**
 * Reads use off a campaign's entries, in their sequence. Everything counts on the local day on which it happened, and by the last day
 * of the period at the latest; a reversal counts back on the day of what it reverses, a release on its own.
 */
export function createLedgerUsage(timeZone: string, endDate: CalendarDate): LedgerUsageFold {
  const localDay = createLocalDays(timeZone);
  const dayOf = (instant: Instant) => {
    const day = localDay(instant);
    return day > endDate ? endDate : day;
  };
  const takings = createTakings();
  const counted: Counted[] = [];
  const credits: { date: CalendarDate; covered: Quantity; uncovered: Quantity; entries: string[] }[] = [];
  const grants = new Map<string, { at: Instant; cost: number; entries: string[]; started: boolean }>();
  const capacities: { date: CalendarDate; learners: number }[] = [];
  const subjects = new Map<string, string>();

  function count(entry: Entry, at: Instant, sign: 1 | -1): void {
    const date = dayOf(at);
    const size = Math.abs(entry.quantity);
    counted.push({ date, unit: entry.unit, quantity: sign * size, entryId: entry.id });
    if (entry.unit !== 'credit') return;
    const covered = coveredBy(entry.split);
    credits.push({ date, covered: sign * covered, uncovered: sign * (size - covered), entries: [entry.id] });
  }

  function take(entry: Entry): void {
    takings.take(entry);
    if (entry.subject !== null) subjects.set(entry.subject, entry.id);
    count(entry, entry.occurredAt, 1);
  }

  function release(entry: Entry): void {
    const taking = takings.release(entry);
    if (taking) count(entry, taking.released?.at ?? taking.at, -1);
  }

  function reverse(entry: Entry): void {
    const taking = takings.reverse(entry);
    if (taking) count(entry, taking.at, -1);
  }

  function grant(entry: Entry): void {
    const { grant: terms, id } = entry;
    if (!terms || terms.grantId === ALLOCATION) return;
    grants.set(terms.grantId, {
      at: terms.startsAt,
      cost: terms.cost,
      entries: [id],
      started: entry.kind === 'grant',
    });
  }

  /** A closed account starts no grant any more. */
  function close(entry: Entry): void {
    if (entry.cause?.kind !== 'status' || entry.cause.status !== 'closed') return;
    for (const [id, { at, started }] of grants) if (!started && at > entry.recordedAt) grants.delete(id);
  }

  const HANDLERS: { readonly [K in Entry['kind']]?: (entry: Entry) => void } = {
    consume: take,
    confirm: take,
    release,
    reverse,
    adjust: (entry) => count(entry, entry.occurredAt, entry.quantity < 0 ? -1 : 1),
    schedule: grant,
    grant,
    close,
    resize: (entry) =>
      void capacities.push({
        date: dayOf(entry.recordedAt),
        learners: Math.floor(entry.after.capacity / SCALE),
      }),
  };

  return {
    add: (entry) => HANDLERS[entry.kind]?.(entry),
    usage: () => ({
      ...placesOnDays(isPlaces(counted) ? takings.all() : [], dayOf),
      credits: credits.toSorted(byDate),
      grants: [...grants.values()]
        .filter(({ cost }) => cost > 0)
        .map(({ at, cost, entries }) => ({ date: dayOf(at), cost, entries }))
        .sort(byDate),
      counted: counted.toSorted(byDate),
      capacityOn: (day) => (capacities.findLast(({ date }) => date <= day) ?? capacities[0])?.learners ?? 0,
      placeOf: (subject) => subjects.get(subject) ?? null,
    }),
  };
}

/** Seats and learners are whole places; other units are amounts. */
function isPlaces(counted: readonly Counted[]): boolean {
  return counted.every(({ unit }) => unit === 'seat' || unit === 'learner');
}

function byDate(a: { date: CalendarDate }, b: { date: CalendarDate }): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0;
}
