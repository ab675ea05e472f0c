import type { CampaignStatus } from '../lifecycle/status.ts';
import type { Quantity, Unit } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { Threshold } from './thresholds.ts';

/** `schedule` announces a grant that starts later: it changes no figure, and its `grant` entry follows at the start. */
export const ENTRY_KINDS = [
  'open',
  'close',
  'resize',
  'schedule',
  'grant',
  'consume',
  'release',
  'reverse',
  'hold',
  'confirm',
  'lapse',
  'expire',
  'wait',
  'leave',
  'adjust',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What one grant gave to one consumption. */
export interface GrantPortion {
  readonly grantId: string;
  readonly quantity: Quantity;
}

/** What an entry did to the alert thresholds; absent where it touched none. */
export interface ThresholdChange {
  /** The highest threshold crossed: it raises one alert. Null when thresholds were only re-armed. */
  readonly raised: Threshold | null;
  /** Every threshold the entry passed and disarmed. */
  readonly disarmed: readonly Threshold[];
  readonly rearmed: readonly Threshold[];
  readonly consumedBefore: Quantity;
  readonly capacityBefore: Quantity;
}

/** The campaign's figures as the entry left them; `headroom` includes a bundle's pool. */
export interface Figures {
  readonly consumed: Quantity;
  readonly held: Quantity;
  readonly capacity: Quantity;
  readonly hardLimit: Quantity;
  readonly headroom: Quantity;
}

/** One line of the capacity ledger; never changed or removed. A correction is a new entry that names the old one. */
export interface Entry {
  readonly id: string;
  /** Without gaps in its account, from 1. */
  readonly sequence: number;
  readonly campaignId: string;
  readonly kind: EntryKind;
  /** Positive, the kind tells the direction; only `adjust` is signed; open, close and a resize that only changes the allowance carry 0. */
  readonly quantity: Quantity;
  readonly unit: Unit;
  readonly subject: string | null;
  /** The entry that this one takes back, confirms, ends or expires. */
  readonly relatesTo: string | null;
  /** Unique in the account: clients' keys are `<campaignId>/<key>`, the system's are fixed by their cause. */
  readonly key: string;
  /** Hash of the request that made it; null for the system's own. */
  readonly hash: string | null;
  readonly actor: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly after: Figures;
  readonly thresholds?: ThresholdChange;
  /** How a consumption burned the grants (or a reversal gave back); what no portion covers is overage. */
  readonly split?: readonly GrantPortion[];
  /** End of a hold or of a grant. */
  readonly expiresAt?: Instant;
  /** Only on open, close and resize: the campaign's version that caused it. */
  readonly cause?: AccountChange;
  /** Only on grants. */
  readonly grant?: GrantTerms;
  /** Only where a hold was confirmed while the campaign took no consumption, as paused ones do not. */
  readonly closed?: true;
  readonly noteId?: string;
  readonly instanceId?: string;
}

/** A grant's place in the burn order: lower priority first, free before paid, earlier expiry, earlier start, id. */
export interface GrantTerms {
  readonly grantId: string;
  readonly priority: number;
  /** Minor units of the campaign's currency; 0 is free. */
  readonly cost: number;
  readonly startsAt: Instant;
}

/** What a change of the campaign tells its account, so that no decision needs a second document. */
export type AccountChange =
  | { readonly kind: 'status'; readonly version: number; readonly status: CampaignStatus; readonly companyId: string }
  | {
      readonly kind: 'terms';
      readonly version: number;
      readonly companyId: string;
      readonly unit: Unit;
      /** Absolute capacity; for credits the size of the allocation, the first grant. */
      readonly capacity: Quantity;
      /** Ten-thousandths. */
      readonly overage: number;
      /** What the allocation costs in minor units, for its place in the burn order; 0 where there is none. */
      readonly allocationCost: number;
      /** Credits for an hour or session in millionths; null where consumption is not rated. */
      readonly rate: number | null;
      /** Not before this instant may anything have occurred. */
      readonly madeAt: Instant;
      /** Only for bundles: the subscription's learners and its own allowance. */
      readonly pool: { readonly capacity: Quantity; readonly overage: number } | null;
    };
