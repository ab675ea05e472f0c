import type { Silence } from '../core/domain/alerting/silence.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

export interface SilenceQuery extends PageRequest {
  readonly companyId?: string;
  /** Those of this campaign alone; the ones of its whole company are not among them. */
  readonly campaignId?: string;
}

/** Reads of silences; writes go through Transactions. */
export interface SilenceRepository {
  find(id: string): Promise<Silence | null>;
  /** Newest first by createdAt, then id. */
  list(query: SilenceQuery): Promise<Page<Silence>>;
  /** Those of the company, for all campaigns or for any one, that end after this instant. */
  lasting(companyId: string, at: Instant): Promise<Silence[]>;
}
