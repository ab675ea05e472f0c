import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';
import type { Spending } from '../core/domain/spending/spending.ts';

/** Reads of what campaigns spent; entries are only ever added, through Transactions. */
export interface SpendingRepository {
  /** Newest first by recordedAt, then id. */
  list(query: PageRequest & { readonly campaignId: string }): Promise<Page<Spending>>;
  /** The newest of a campaign, in that order, that was recorded at or before this instant. */
  newestUntil(campaignId: string, at: Instant): Promise<Spending | null>;
}
