import type { EvidenceService } from '../../ports/evidence-service.ts';
import { createEvidenceClient } from './client.ts';

export interface EvidenceSettings {
  /** Null where no evidence service is set. */
  readonly evidence: { readonly url: string; readonly token: string } | null;
}

/** The evidence service that is set; null where evidence is kept here alone. */
export function createEvidence({ evidence }: EvidenceSettings): EvidenceService | null {
  return evidence && createEvidenceClient(evidence);
}
