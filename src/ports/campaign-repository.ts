import type { Campaign } from '../core/domain/campaign/campaign.ts';
import type { CampaignFigures } from '../core/domain/campaign/figures.ts';
import type { TransitionRecord } from '../core/domain/lifecycle/history.ts';
import type { Instance } from '../core/domain/lifecycle/instance.ts';
import type { CampaignStatus } from '../core/domain/lifecycle/status.ts';
import type { CampaignImpact } from '../core/domain/metrics/impact.ts';
import type { Page, PageRequest, Sort } from '../core/domain/shared/page.ts';
import type { PricingModel, TermsVersion } from '../core/domain/terms/terms.ts';

export const CAMPAIGN_SORTS = ['name', 'startDate', 'utilization', 'sroi', 'updatedAt'] as const;
export type CampaignSort = (typeof CAMPAIGN_SORTS)[number];

export interface CampaignQuery extends PageRequest {
  readonly companyId?: string;
  readonly statuses?: readonly CampaignStatus[];
  readonly pricingModel?: PricingModel;
  readonly programTemplateId?: string;
  readonly beneficiaryGroupId?: string;
  readonly quarter?: string;
  /** By the projected capacity: campaigns whose band is exactly this one. */
  readonly band?: number;
  /** Words in name, description or tags, case-insensitive. */
  readonly q?: string;
  /** Ties are broken by id; nulls come last either way. Default: updatedAt, newest first. */
  readonly sort?: readonly Sort<CampaignSort>[];
  /** Orders as companies may see it: an SROI over fewer than 5 people counts as unknown. */
  readonly forCompany?: boolean;
}

/** A campaign as lists have it. */
export interface CampaignRow {
  readonly campaign: Campaign;
  /** Null before the first projection. */
  readonly figures: CampaignFigures | null;
  /** Null before a cohort was reported. */
  readonly impact: Pick<CampaignImpact, 'sroi' | 'vis'> | null;
}

/** Reads of campaigns and of what hangs on one; writes go through Transactions. */
export interface CampaignRepository {
  find(id: string): Promise<Campaign | null>;
  list(query: CampaignQuery): Promise<Page<CampaignRow>>;
  /** Campaigns that are recruiting or active or paused, for work that visits all of them, in id order. */
  open(): AsyncIterable<Campaign>;
  /** Oldest first. */
  transitions(campaignId: string): Promise<TransitionRecord[]>;
  /** Newest first. */
  termsVersions(campaignId: string): Promise<TermsVersion[]>;
  /** Oldest first. */
  instances(campaignId: string): Promise<Instance[]>;
  /** The same of many campaigns by one read; campaigns without any are left out. */
  instancesOf(campaignIds: readonly string[]): Promise<Map<string, Instance[]>>;
  transitionsOf(campaignIds: readonly string[]): Promise<Map<string, TransitionRecord[]>>;
  termsVersionsOf(campaignIds: readonly string[]): Promise<Map<string, TermsVersion[]>>;
}
