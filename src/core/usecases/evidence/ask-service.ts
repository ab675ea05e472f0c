import type { EvidenceService } from '../../../ports/evidence-service.ts';
import { type CheckedEvidence, checkEvidence, type EvidenceInput } from '../../domain/evidence/check-evidence.ts';
import { DomainError, invalid } from '../../domain/shared/errors.ts';
import { holdsPersonalData } from '../../domain/shared/personal-data.ts';
import type { Instant } from '../../domain/shared/time.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';

/**
 * What the evidence service says of one piece of evidence. Throws UNKNOWN_REFERENCE where it knows none or says what cannot be kept,
 * UNAVAILABLE where it cannot be asked.
 */
export async function askService(
  ports: Pick<Core, 'clock'>,
  service: EvidenceService,
  evidenceId: string,
  path = 'evidenceId',
): Promise<CheckedEvidence> {
  const answer = await service.find(evidenceId);
  if (answer.outcome === 'unavailable') throw serviceUnavailable(answer.retryAfter);
  const checked = answer.outcome === 'found' ? readSaid(answer.evidence, ports.clock.now()) : null;
  if (checked?.evidenceId === evidenceId) return checked;
  const message = checked || answer.outcome === 'unknown' ? 'The evidence service knows no such evidence' : UNKEPT;
  throw invalid([{ path, code: 'UNKNOWN_REFERENCE', message }], 'UNKNOWN_REFERENCE');
}

const UNKEPT = 'What the evidence service says of it cannot be kept here';

/** What the service says in the form in which it is kept, null where it cannot be; an excerpt that holds personal data is left out. */
export function readSaid(said: EvidenceInput, now: Instant): CheckedEvidence | null {
  const isOpen = typeof said.excerpt === 'string' && holdsPersonalData(said.excerpt);
  try {
    return checkEvidence(isOpen ? { ...said, excerpt: null } : said, now);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid') return null;
    throw error;
  }
}

export function serviceUnavailable(retryAfter: number | null): DomainError {
  return new DomainError('unavailable', 'UNAVAILABLE', 'The evidence service cannot be asked at present', {
    retryAfter: Math.max(1, Math.ceil((retryAfter ?? 5 * SECOND) / SECOND)),
  });
}
