import type { ServedCount } from '../core/domain/metrics/people-served.ts';

/** How many people campaigns ever served, kept so that no reader folds a long ledger; losing it costs time only. */
export interface ServedCounts {
  byCampaigns(campaignIds: readonly string[]): Promise<Map<string, ServedCount>>;
  /** Writes it only over one of a lower sequence. */
  save(count: ServedCount): Promise<void>;
}
