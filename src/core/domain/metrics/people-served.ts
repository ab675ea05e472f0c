import type { Entry } from '../capacity/entry.ts';
import type { Quantity, Unit } from '../shared/quantity.ts';

/** How many people ever had a place of a campaign, as far as its account's ledger was counted. */
export interface ServedCount {
  readonly campaignId: string;
  /** What was counted: entries of another unit are none of it. */
  readonly unit: Unit;
  /** Of the newest entry counted; 0 before the first. */
  readonly sequence: number;
  readonly served: number;
}

/** Counts who ever had a place, entry by entry, so that a long ledger is never held as a whole. */
export interface PeopleServed {
  add(entry: Entry): void;
  count(): number;
}

/**
 * Everyone who ever took a place of this unit, each once: one who left was served, one whose taking was reversed never was.
 * Entries come in their sequence.
 */
export function createPeopleServed(unit: Unit): PeopleServed {
  const takings = new Map<string, { subject: string; left: Quantity }>();
  /** How many takings of each subject stand. */
  const standing = new Map<string, number>();
  const change = (subject: string, by: 1 | -1) => {
    const now = (standing.get(subject) ?? 0) + by;
    if (now > 0) standing.set(subject, now);
    else standing.delete(subject);
  };
  return {
    add({ id, kind, subject, quantity, relatesTo, unit: counted }) {
      if (counted !== unit) return;
      if ((kind === 'consume' || kind === 'confirm') && subject !== null) {
        takings.set(id, { subject, left: quantity });
        change(subject, 1);
      }
      const reversed = kind === 'reverse' ? takings.get(relatesTo ?? '') : undefined;
      if (!reversed || reversed.left <= 0) return;
      reversed.left -= quantity;
      if (reversed.left <= 0) change(reversed.subject, -1);
    },
    count: () => standing.size,
  };
}

/** Who of these entries' subjects was served, each once; entries of other campaigns are left aside. */
export function servedAmong(
  { campaignId, unit }: Pick<ServedCount, 'campaignId' | 'unit'>,
  entries: Iterable<Entry>,
): number {
  const people = createPeopleServed(unit);
  for (const entry of entries) if (entry.campaignId === campaignId) people.add(entry);
  return people.count();
}

/** Whether the entry may change who was served. */
export function touchesServed({ kind, subject }: Pick<Entry, 'kind' | 'subject'>): boolean {
  return subject !== null && (kind === 'consume' || kind === 'confirm' || kind === 'reverse');
}
