import type { Entry } from '../capacity/entry.ts';
import type { PlacesOnDay, PlaceTaken } from '../rating/usage.ts';
import { type Quantity, SCALE } from '../shared/quantity.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';

/** Capacity that one entry took, as far as no reversal took it back. */
export interface Taking {
  readonly entryId: string;
  readonly sequence: number;
  readonly at: Instant;
  readonly subject: string | null;
  quantity: Quantity;
  /** When its place was given up, never before it was taken. */
  released: { readonly at: Instant; readonly sequence: number } | null;
}

/** What entries took, gave up and took back, entry by entry in their sequence. */
export interface Takings {
  take(entry: Entry): Taking;
  /** The taking whose place is given up; null where the entry releases something else, such as a hold. */
  release(entry: Entry): Taking | null;
  reverse(entry: Entry): Taking | null;
  all(): Iterable<Taking>;
}

export function createTakings(): Takings {
  const takings = new Map<string, Taking>();
  return {
    take({ id: entryId, sequence, occurredAt: at, subject, quantity }) {
      const taking = { entryId, sequence, at, subject, quantity, released: null };
      takings.set(entryId, taking);
      return taking;
    },
    release({ relatesTo, occurredAt, sequence }) {
      const taking = takings.get(relatesTo ?? '');
      if (!taking) return null;
      taking.released = { at: Math.max(occurredAt, taking.at), sequence };
      return taking;
    },
    reverse({ relatesTo, quantity }) {
      const taking = takings.get(relatesTo ?? '');
      if (!taking) return null;
      taking.quantity -= quantity;
      return taking;
    },
    all: () => takings.values(),
  };
}

/**
 * How many places were held at once on each day of change, by when it happened and not by when it was recorded. What a reversal took
 * back was never held; a release ends a place at its own time.
 */
export function placesOnDays(
  takings: Iterable<Taking>,
  dayOf: (instant: Instant) => CalendarDate,
): { readonly places: PlacesOnDay[]; readonly taken: PlaceTaken[] } {
  const held = [...takings].filter(({ quantity }) => quantity > 0).sort(byTime);
  const changes = held
    .flatMap(({ at, sequence, quantity, released }) => [
      { at, sequence, places: quantity / SCALE },
      ...(released ? [{ ...released, places: -quantity / SCALE }] : []),
    ])
    .sort(byTime);
  const places: PlacesOnDay[] = [];
  let level = 0;
  for (const change of changes) {
    const date = dayOf(change.at);
    level += change.places;
    const last = places.at(-1);
    if (last?.date === date) places[places.length - 1] = { date, peak: Math.max(last.peak, level), level };
    else places.push({ date, peak: level, level });
  }
  const taken = held.map(({ entryId, at, quantity, released }) => ({
    entryId,
    places: quantity / SCALE,
    from: dayOf(at),
    to: released && dayOf(released.at),
  }));
  return { places, taken };
}

function byTime(a: { at: Instant; sequence: number }, b: { at: Instant; sequence: number }): number {
  return a.at - b.at || a.sequence - b.sequence;
}
