import { type Instant, MINUTE } from '../shared/time.ts';
import type { EvidenceReading } from './evidence.ts';

/** How often the evidence service is read for a campaign. */
export const READ_EVERY = 15 * MINUTE;
const FIRST_WAIT = MINUTE;
/** From then on what the service said is called old. */
const STALE_AFTER = 2 * READ_EVERY;

/** Whether the service has not been read whole for too long, or never. */
export function isStale(reading: EvidenceReading | null, now: Instant): boolean {
  return reading?.readAt === null || reading === null || now - reading.readAt > STALE_AFTER;
}

/** The reading after the service was read whole, beginning at `readAt`. */
export function afterReading(before: EvidenceReading | null, campaignId: string, readAt: Instant): EvidenceReading {
  const version = (before?.version ?? 0) + 1;
  return { id: campaignId, version, readAt, failures: 0, problem: null, nextDueAt: readAt + READ_EVERY };
}

/** The reading after it failed: tried again after 1, 2, 4, 8, 15 minutes, or when the service asked for. */
export function afterFailure(
  before: EvidenceReading | null,
  campaignId: string,
  failed: { readonly at: Instant; readonly reason: string; readonly retryAfter: number | null },
): EvidenceReading {
  const failures = (before?.failures ?? 0) + 1;
  const wait = Math.min(FIRST_WAIT * 2 ** Math.min(failures - 1, 10), READ_EVERY);
  return {
    id: campaignId,
    version: (before?.version ?? 0) + 1,
    readAt: before?.readAt ?? null,
    failures,
    problem: failed.reason,
    nextDueAt: failed.at + Math.max(wait, failed.retryAfter ?? 0),
  };
}
