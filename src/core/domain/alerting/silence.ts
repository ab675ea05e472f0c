import type { Threshold } from '../capacity/thresholds.ts';
import type { Instant } from '../shared/time.ts';

/** A time in which nobody is messaged of a campaign's or of a whole company's alerts; the alerts themselves stand. */
export interface Silence {
  readonly id: string;
  readonly version: number;
  readonly companyId: string;
  /** Null: every campaign of the company. */
  readonly campaignId: string | null;
  /** Null: every threshold. */
  readonly threshold: Threshold | null;
  readonly from: Instant;
  /** No longer in force at this instant. */
  readonly until: Instant;
  readonly reason: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

interface Concerned {
  readonly campaignId: string;
  readonly companyId: string;
  /** Null where it is not of capacity: then only a silence of every threshold concerns it. */
  readonly threshold: Threshold | null;
}

/** Until when this is silenced; null where it is not. Silences that overlap or follow at once make one. */
export function silencedUntil(
  silences: readonly Silence[],
  { campaignId, companyId, threshold }: Concerned,
  at: Instant,
): Instant | null {
  const relevant = silences
    .filter((silence) => silence.companyId === companyId)
    .filter((silence) => silence.campaignId === null || silence.campaignId === campaignId)
    .filter((silence) => silence.threshold === null || silence.threshold === threshold)
    .sort((a, b) => a.from - b.from);
  let until = at;
  for (const silence of relevant) if (silence.from <= until) until = Math.max(until, silence.until);
  return until > at ? until : null;
}
