import type { ScheduledAction } from '../core/domain/lifecycle/scheduled-action.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Instant } from '../core/domain/shared/time.ts';

export interface ScheduleQuery extends PageRequest {
  readonly companyId?: string;
  readonly campaignId?: string;
  /** Only what is still to come. */
  readonly pending?: boolean;
  /** Due at or before this instant. */
  readonly until?: Instant;
}

/** Reads of scheduled actions; writes go through Transactions. */
export interface ScheduleRepository {
  find(id: string): Promise<ScheduledAction | null>;
  /** Pending actions that are due, oldest first. */
  due(at: Instant, limit: number): Promise<ScheduledAction[]>;
  /** Every pending action of a campaign, by due time. */
  pending(campaignId: string): Promise<ScheduledAction[]>;
  /** By due time, then id. */
  list(query: ScheduleQuery): Promise<Page<ScheduledAction>>;
}
