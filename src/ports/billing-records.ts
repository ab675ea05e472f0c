import type { Completion, ReachedMilestone } from '../core/domain/billing/completion.ts';

/** Reads of what a campaign is charged for beside its ledger; writes go through Transactions. */
export interface BillingRecords {
  findCompletion(id: string): Promise<Completion | null>;
  /** By completedAt, then id. */
  completions(campaignId: string): Promise<Completion[]>;
  findMilestone(id: string): Promise<ReachedMilestone | null>;
  /** By reachedAt, then id. */
  milestones(campaignId: string): Promise<ReachedMilestone[]>;
}
