import type { Quantity } from '../shared/quantity.ts';
import type { Entry } from './entry.ts';

/** What is left of a consumption after its releases and reversals. */
export function leftOf(entry: Entry, related: readonly Entry[]): Quantity {
  return entry.quantity - takenBack(entry, related);
}

/** What releases and reversals took back of an entry. */
export function takenBack(entry: Entry, related: readonly Entry[]): Quantity {
  return related
    .filter((other) => other.relatesTo === entry.id && (other.kind === 'reverse' || other.kind === 'release'))
    .reduce((sum, other) => sum + other.quantity, 0);
}

/** The consumption by which the subject has a place in the campaign now; null where there is none. */
export function placeOf(campaignId: string, subject: string, subjectEntries: readonly Entry[]): Entry | null {
  const own = subjectEntries.filter((entry) => entry.campaignId === campaignId && entry.subject === subject);
  const taken = own.findLast((entry) => entry.kind === 'consume' || entry.kind === 'confirm');
  return taken && leftOf(taken, own) > 0 ? taken : null;
}
