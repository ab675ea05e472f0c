import type { Quantity, Unit } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';

/** The capacity of a campaign as lists show it: a projection of the ledger, a moment behind it. */
export interface CampaignFigures {
  readonly campaignId: string;
  /** Sequence of the account that these figures rest on; a projection is only written over an older one. */
  readonly sequence: number;
  readonly unit: Unit;
  readonly capacity: Quantity;
  readonly consumed: Quantity;
  readonly held: Quantity;
  readonly hardLimit: Quantity;
  readonly headroom: Quantity;
  readonly band: number | null;
  readonly updatedAt: Instant;
}
