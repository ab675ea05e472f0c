import type { CampaignImpact } from '../core/domain/metrics/impact.ts';

/** Reads of what Program Management reports of campaigns; writes go through Transactions, and lists follow them at once. */
export interface ImpactRepository {
  find(campaignId: string): Promise<CampaignImpact | null>;
}
