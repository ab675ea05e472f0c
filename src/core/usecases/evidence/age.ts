import type { EvidenceReading } from '../../domain/evidence/evidence.ts';
import { isStale } from '../../domain/evidence/reading.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';

/** How old what the evidence service said is; all null and not stale where none is set. */
export interface EvidenceAge {
  readonly asOf: Instant | null;
  readonly stale: boolean;
  /** Why it could not be read last; null where it could. */
  readonly problem: string | null;
  readonly nextDueAt: Instant | null;
}

export async function ageOf(
  ports: Pick<Core, 'clock' | 'evidence' | 'evidenceService'>,
  campaignId: string,
): Promise<EvidenceAge> {
  if (!ports.evidenceService) return { asOf: null, stale: false, problem: null, nextDueAt: null };
  const reading: EvidenceReading | null = await ports.evidence.findReading(campaignId);
  return {
    asOf: reading?.readAt ?? null,
    stale: isStale(reading, ports.clock.now()),
    problem: reading?.problem ?? null,
    nextDueAt: reading?.nextDueAt ?? null,
  };
}
