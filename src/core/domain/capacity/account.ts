import type { CampaignStatus } from '../lifecycle/status.ts';
import type { Quantity, Unit } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { Entry } from './entry.ts';
import type { Threshold } from './thresholds.ts';

/** A grant that lives or waits to start; what it gave is kept so that an expiry takes only the unburned rest. */
export interface Grant {
  readonly id: string;
  readonly quantity: Quantity;
  readonly burned: Quantity;
  readonly priority: number;
  readonly cost: number;
  readonly startsAt: Instant;
  readonly expiresAt: Instant | null;
  /** False until its start has been recorded. */
  readonly live: boolean;
}

export interface Hold {
  readonly id: string;
  readonly quantity: Quantity;
  readonly subject: string | null;
  readonly expiresAt: Instant;
}

export interface WaitingPlace {
  readonly entryId: string;
  readonly subject: string;
}

/** One campaign's figures in its account. */
export interface Balance {
  readonly campaignId: string;
  readonly companyId: string;
  /** As the newest open or close entry told it. */
  readonly status: CampaignStatus;
  /** The campaign's version behind the newest open or close, and behind the newest resize. */
  readonly statusVersion: number;
  readonly termsVersion: number;
  readonly unit: Unit;
  readonly capacity: Quantity;
  readonly overage: number;
  readonly rate: number | null;
  readonly madeAt: Instant;
  readonly consumed: Quantity;
  readonly held: Quantity;
  /** The part of `consumed` that no grant covered; 0 where the unit is not a credit. */
  readonly uncovered: Quantity;
  /** Thresholds that were crossed and not yet armed again. */
  readonly disarmed: readonly Threshold[];
  /** In burn order; empty where the unit is not a credit. */
  readonly grants: readonly Grant[];
  readonly holds: readonly Hold[];
  /** First come, first offered. */
  readonly waitlist: readonly WaitingPlace[];
}

/** A bundle's second limit, over all campaigns of its subscription. */
export interface Pool {
  readonly capacity: Quantity;
  readonly overage: number;
}

/**
 * The form of an account's state. Raise it whenever the state's shape or the fold that makes it changes: what an older program kept
 * beside the log is then left aside and folded anew.
 */
export const ACCOUNT_FORM = 1;

/** The state of a capacity account: a fold of its log. */
export interface Account {
  readonly id: string;
  /** Sequence of the newest entry, 0 before the first. */
  readonly sequence: number;
  /** Never goes back. */
  readonly recordedAt: Instant;
  readonly pool: Pool | null;
  readonly balances: Readonly<Record<string, Balance>>;
}

/** One insert into the log: everything or nothing. */
export interface Commit {
  readonly accountId: string;
  /** Sequence of the first entry: the state read + 1. */
  readonly sequence: number;
  /** Tells the writer its own commit when the outcome of an append was unknown. */
  readonly writer: string;
  readonly recordedAt: Instant;
  readonly entries: readonly Entry[];
}

/** An account of which nothing was ever recorded. */
export function emptyAccount(id: string): Account {
  return { id, sequence: 0, recordedAt: 0, pool: null, balances: {} };
}
