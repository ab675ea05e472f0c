import type { EvidenceInput } from '../core/domain/evidence/check-evidence.ts';

/** It could not be asked; `retryAfter` milliseconds where it named them. `reason` is short and holds no answer's body. */
export interface EvidenceUnavailable {
  readonly outcome: 'unavailable';
  readonly reason: string;
  readonly retryAfter: number | null;
}

/** One piece of evidence as the service describes it; what it says is still to be checked. */
export type EvidenceFound =
  | { readonly outcome: 'found'; readonly evidence: EvidenceInput }
  | { readonly outcome: 'unknown' }
  | EvidenceUnavailable;

export type EvidencePage =
  | {
      readonly outcome: 'page';
      readonly items: readonly EvidenceInput[];
      /** Pieces of the page that have no form in which they could be read. */
      readonly unreadable: number;
      readonly nextCursor: string | null;
    }
  | EvidenceUnavailable;

/** The evidence service: what it says of evidence counts. Never throws. */
export interface EvidenceService {
  find(evidenceId: string): Promise<EvidenceFound>;
  /** The evidence of a campaign behind the cursor; a null cursor is the beginning, a null `nextCursor` the end. */
  page(campaignId: string, cursor: string | null): Promise<EvidencePage>;
}
