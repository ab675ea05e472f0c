import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';

/** What the ledger says of one campaign, counted anew from kinds and quantities alone. */
export interface Tally {
  consumed: number;
  held: number;
  capacity: number;
  overage: number;
  pool: { capacity: number; overage: number } | null;
  readonly unit: string;
  /** Holds that have not ended: their quantity and subject. */
  readonly holds: Map<string, { quantity: number; subject: string | null }>;
  /** Live consumption: what is left of each entry, and its subject. */
  readonly places: Map<string, { left: number; subject: string | null }>;
  readonly waiting: Set<string>;
}

export function newTally(unit: string): Tally {
  return {
    consumed: 0,
    held: 0,
    capacity: 0,
    overage: 0,
    pool: null,
    unit,
    holds: new Map(),
    places: new Map(),
    waiting: new Set(),
  };
}

/** Counts one more entry. Throws where it ends what has ended, or takes back more than there is. */
export function count(tally: Tally, entry: Entry): void {
  const { quantity, subject } = entry;
  switch (entry.kind) {
    case 'open':
    case 'close':
    case 'schedule':
      return;
    case 'resize':
      resize(tally, entry);
      return;
    case 'grant':
      tally.capacity += quantity;
      return;
    case 'expire':
      tally.capacity -= quantity;
      return;
    case 'adjust':
      tally.consumed += quantity;
      return;
    case 'consume':
      take(tally, entry);
      return;
    case 'confirm':
      endHold(tally, entry);
      take(tally, entry);
      return;
    case 'hold':
      tally.holds.set(entry.id, { quantity, subject });
      tally.held += quantity;
      if (subject !== null) tally.waiting.delete(subject);
      return;
    case 'lapse':
      endHold(tally, entry);
      return;
    case 'release':
      if (tally.holds.has(entry.relatesTo ?? '')) endHold(tally, entry);
      else giveBack(tally, entry);
      return;
    case 'reverse':
      giveBack(tally, entry);
      return;
    case 'wait':
      must(!tally.waiting.has(subject ?? ''), entry, 'waits already');
      tally.waiting.add(subject ?? '');
      return;
    case 'leave':
      must(tally.waiting.delete(subject ?? ''), entry, 'was not waiting');
  }
}

/** Terms say the capacity itself, but for credits by how much the allocation changed. */
function resize(tally: Tally, entry: Entry): void {
  if (entry.cause?.kind !== 'terms') throw new Error('A resize without its terms');
  tally.overage = entry.cause.overage;
  tally.pool = entry.cause.pool ?? tally.pool;
  if (tally.unit !== 'credit') tally.capacity = entry.cause.capacity;
  else tally.capacity += (entry.after.capacity < tally.capacity ? -1 : 1) * entry.quantity;
}

function take(tally: Tally, entry: Entry): void {
  tally.consumed += entry.quantity;
  tally.places.set(entry.id, { left: entry.quantity, subject: entry.subject });
}

function giveBack(tally: Tally, entry: Entry): void {
  const place = tally.places.get(entry.relatesTo ?? '');
  must(place !== undefined && place.left >= entry.quantity, entry, 'takes back more than is left');
  if (place) place.left -= entry.quantity;
  tally.consumed -= entry.quantity;
}

function endHold(tally: Tally, entry: Entry): void {
  const hold = tally.holds.get(entry.relatesTo ?? '');
  must(hold !== undefined, entry, 'ends a hold that has ended');
  tally.holds.delete(entry.relatesTo ?? '');
  tally.held -= hold?.quantity ?? 0;
}

/** Nobody has two places or two holds, or waits with a place. */
export function checkSubjects(tally: Tally, entry: Entry): void {
  if (tally.unit !== 'seat' && tally.unit !== 'learner') return;
  const { subject } = entry;
  if (subject === null) return;
  const places = [...tally.places.values()].filter((place) => place.subject === subject && place.left > 0);
  const holds = [...tally.holds.values()].filter((hold) => hold.subject === subject);
  const claims = places.length + holds.length + (tally.waiting.has(subject) ? 1 : 0);
  must(places.every(({ left }) => left === SCALE) && claims <= 1, entry, `gives ${subject} ${claims} places`);
}

export function must(holds: boolean, entry: Entry, what: string): void {
  if (!holds) throw new Error(`Entry ${entry.sequence} (${entry.kind} of ${entry.campaignId}) ${what}`);
}
