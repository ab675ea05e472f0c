import type { MinorUnits } from '../core/domain/shared/money.ts';
import type { Page, PageRequest, Sort } from '../core/domain/shared/page.ts';
import type { Opportunity, OpportunityState } from '../core/domain/upsell/opportunity.ts';
import type { OpportunityType } from '../core/domain/upsell/rules.ts';
import type { UpsellScore } from '../core/domain/upsell/upsell-score.ts';

export const OPPORTUNITY_SORTS = ['score', 'dueOn', 'openedAt', 'updatedAt'] as const;
export type OpportunitySort = (typeof OPPORTUNITY_SORTS)[number];

export interface OpportunityFilter {
  readonly companyId?: string;
  readonly type?: OpportunityType;
  readonly minScore?: number;
  readonly state?: OpportunityState;
  /** An actor's id; null for those that nobody has taken. */
  readonly owner?: string | null;
  /** False leaves out what the system took back before anybody worked on it. */
  readonly withdrawn?: false;
}

export interface OpportunityQuery extends PageRequest, OpportunityFilter {
  /** Ties are broken by id; nulls come last either way. Default: the highest score first. */
  readonly sort?: readonly Sort<OpportunitySort>[];
}

export interface OpportunityTotal {
  readonly state: OpportunityState;
  readonly currency: string;
  readonly count: number;
  /** Of what is won the value, of everything else the estimates that are known. */
  readonly amount: MinorUnits;
}

/** Reads of upsell scores and of the queue of opportunities; writes go through Transactions. */
export interface UpsellRepository {
  score(campaignId: string): Promise<UpsellScore | null>;
  /** Highest first, then id. */
  scoresOf(companyId: string): Promise<UpsellScore[]>;
  find(id: string): Promise<Opportunity | null>;
  /** All of a campaign, open or not, oldest first. */
  ofCampaign(campaignId: string): Promise<Opportunity[]>;
  list(query: OpportunityQuery): Promise<Page<Opportunity>>;
  totals(filter: OpportunityFilter): Promise<OpportunityTotal[]>;
  /** Every opportunity that fits, in id order, as it is read. */
  all(filter: OpportunityFilter): AsyncIterable<Opportunity>;
}
