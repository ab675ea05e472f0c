import type { Activity, ActivityState, Attention } from '../core/domain/activity/activity.ts';
import type { Backfill } from '../core/domain/activity/backfill.ts';
import type { Candidate } from '../core/domain/activity/candidate.ts';
import type { Page, PageRequest } from '../core/domain/shared/page.ts';
import type { Quantity } from '../core/domain/shared/quantity.ts';
import type { CalendarDate } from '../core/domain/shared/time.ts';

export interface ActivityQuery extends PageRequest {
  readonly state?: ActivityState;
  readonly companyId?: string;
  /** The campaign that it is linked to, or proposed for. */
  readonly campaignId?: string;
  /** Only what waits for people; then the oldest record comes first. */
  readonly attention?: Attention;
}

/** What a campaign's linked activities come to. */
export interface ActivityTotals {
  readonly activities: number;
  readonly sessions: number;
  readonly hours: Quantity;
  /** Whose debit was refused. */
  readonly refused: number;
}

/** Campaigns whose period overlaps these days, both inclusive; without days all of them. */
export interface CandidateQuery {
  readonly companyIds: readonly string[];
  readonly days?: { readonly from: CalendarDate; readonly to: CalendarDate };
}

/** Reads of activities and of what they may belong to; writes go through Transactions. */
export interface ActivityRepository {
  find(id: string): Promise<Activity | null>;
  /** Those that exist, by id; one query for all. */
  byIds(ids: readonly string[]): Promise<Map<string, Activity>>;
  /** Newest first by occurredAt, then id; with `attention` oldest first by recordedAt, then id. */
  list(query: ActivityQuery): Promise<Page<Activity>>;
  /** How many wait for people. */
  countAttention(attention: Attention): Promise<number>;
  totals(campaignId: string): Promise<ActivityTotals>;
  /** The campaigns that take activities, in id order, with their groups' tags and their planned and active cohorts. */
  candidates(query: CandidateQuery): Promise<Candidate[]>;
  findBackfill(id: string): Promise<Backfill | null>;
}
