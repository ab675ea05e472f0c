import type { Evidence, EvidenceReading, LearnerEvidence, Verification } from '../core/domain/evidence/evidence.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

export interface EvidenceQuery extends PageRequest {
  readonly campaignId: string;
  /** Null: about none. */
  readonly dimension?: string | null;
  readonly verification?: Verification;
  readonly evidenceId?: string;
}

/** Reads of the evidence of campaigns; writes go through Transactions. */
export interface EvidenceRepository {
  /** Those of the ids that are known, also detached ones, in no order. */
  byIds(ids: readonly string[]): Promise<Evidence[]>;
  /** What is attached, newest first by createdAt, then id. */
  list(query: EvidenceQuery): Promise<Page<Evidence>>;
  /** Everything that is attached to the campaign, in the order of the list. */
  ofCampaign(campaignId: string): Promise<Evidence[]>;
  findLearner(id: string): Promise<LearnerEvidence | null>;
  findReading(campaignId: string): Promise<EvidenceReading | null>;
  /** Campaigns whose evidence is to be read again by then, the longest due first. */
  dueReadings(at: Instant, limit: number): Promise<EvidenceReading[]>;
}
