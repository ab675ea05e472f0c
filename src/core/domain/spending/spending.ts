import type { MinorUnits } from '../shared/money.ts';
import type { Instant } from '../shared/time.ts';

/** What was spent of a campaign's budget, once; never changed or removed: a correction is a further entry. */
export interface Spending {
  readonly id: string;
  readonly campaignId: string;
  readonly companyId: string;
  /** Negative as a correction. */
  readonly amount: MinorUnits;
  readonly currency: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  /** The sum of all entries up to this one, which is the campaign's budgetSpent. */
  readonly spentAfter: MinorUnits;
  /** The note stands outside, so that it can be erased. */
  readonly noteId: string | null;
}
