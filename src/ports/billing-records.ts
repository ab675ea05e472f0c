import type { BillingReading } from '../core/domain/billing/billing-reading.ts';
import type { BillingState } from '../core/domain/billing/billing-state.ts';
import type { Completion, ReachedMilestone } from '../core/domain/billing/completion.ts';
import type { ComponentUse } from '../core/domain/billing/component-use.ts';
import type { InvoiceLine } from '../core/domain/billing/invoice-line.ts';
import type { Instant } from '../core/domain/shared/time.ts';

/** Reads of what a campaign is charged for beside its ledger; writes go through Transactions. */
export interface BillingRecords {
  findCompletion(id: string): Promise<Completion | null>;
  /** By completedAt, then id. */
  completions(campaignId: string): Promise<Completion[]>;
  findMilestone(id: string): Promise<ReachedMilestone | null>;
  /** By reachedAt, then id. */
  milestones(campaignId: string): Promise<ReachedMilestone[]>;
  /** By occurredAt, then id. */
  componentUses(campaignId: string): Promise<ComponentUse[]>;
  /** Every line of the campaign's closed months, by month, then id. */
  invoiceLines(campaignId: string): Promise<InvoiceLine[]>;
  findState(campaignId: string): Promise<BillingState | null>;
  /** Campaigns with something to do by then, the longest due first. */
  dueStates(at: Instant, limit: number): Promise<BillingState[]>;
  /** When billing last said these, as far as it ever did. */
  readings(ids: readonly string[]): Promise<BillingReading[]>;
  /** When billing began; null before it has. */
  startedAt(): Promise<Instant | null>;
}
