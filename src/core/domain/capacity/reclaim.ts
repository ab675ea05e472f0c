import { DAY, type Instant } from '../shared/time.ts';
import type { Entry } from './entry.ts';
import { placeOf } from './places.ts';

/** A seat that its volunteer has not used for longer than the terms allow. */
export interface ReclaimableSeat {
  readonly subject: string;
  /** The entry that took the seat. */
  readonly placeId: string;
  readonly lastActivityAt: Instant;
  /** Whole days without activity. */
  readonly idleDays: number;
}

/**
 * The seats without activity for at least so many days, longest idle first. A volunteer's last activity is the newest of what is known
 * of it and of taking the seat itself.
 * @param entries of one campaign, in sequence
 * @param lastActivity by subject, where an activity is known
 */
export function reclaimableSeats(
  campaignId: string,
  entries: readonly Entry[],
  reclaimAfterDays: number,
  at: Instant,
  lastActivity: ReadonlyMap<string, Instant> = new Map(),
): ReclaimableSeat[] {
  const bySubject = Map.groupBy(
    entries.filter(({ subject }) => subject !== null),
    ({ subject }) => subject ?? '',
  );
  const seats: ReclaimableSeat[] = [];
  for (const [subject, own] of bySubject) {
    const place = placeOf(campaignId, subject, own);
    if (!place) continue;
    const lastActivityAt = Math.max(place.occurredAt, lastActivity.get(subject) ?? 0);
    const idleDays = Math.floor((at - lastActivityAt) / DAY);
    if (idleDays >= reclaimAfterDays) seats.push({ subject, placeId: place.id, lastActivityAt, idleDays });
  }
  return seats.sort((a, b) => a.lastActivityAt - b.lastActivityAt);
}
