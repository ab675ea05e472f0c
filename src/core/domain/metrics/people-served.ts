import type { Entry } from '../capacity/entry.ts';
import type { Quantity, Unit } from '../shared/quantity.ts';

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
  return {
    add({ id, kind, subject, quantity, relatesTo, unit: counted }) {
      if (counted !== unit) return;
      const isTaking = kind === 'consume' || kind === 'confirm';
      if (isTaking && subject !== null) takings.set(id, { subject, left: quantity });
      const reversed = kind === 'reverse' ? takings.get(relatesTo ?? '') : undefined;
      if (reversed) reversed.left -= quantity;
    },
    count: () => new Set([...takings.values()].filter(({ left }) => left > 0).map(({ subject }) => subject)).size,
  };
}
