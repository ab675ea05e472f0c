import type { MinorUnits } from '../shared/money.ts';
import type { CalendarDate, Instant } from '../shared/time.ts';
import type { Parts } from './composite.ts';
import type { UpsellFeatures } from './features.ts';
import type { OpportunityType, UpsellTier, UpsellType } from './rules.ts';
import type { Crossing, Scored } from './upsell-score.ts';

export const OPEN_STATES = ['new', 'contacted', 'proposed'] as const;
export const OPPORTUNITY_STATES = [...OPEN_STATES, 'won', 'lost', 'dismissed'] as const;
export type OpenState = (typeof OPEN_STATES)[number];
export type OpportunityState = (typeof OPPORTUNITY_STATES)[number];

/** The only edges; what was dismissed can be taken up again for a day, where it stood. */
export const OPPORTUNITY_EDGES: Readonly<Record<OpportunityState, readonly OpportunityState[]>> = {
  new: ['contacted', 'dismissed'],
  contacted: ['proposed', 'lost', 'dismissed'],
  proposed: ['won', 'lost', 'dismissed'],
  won: [],
  lost: [],
  dismissed: [],
};

/** Why one was lost: a closed set, so that reasons can be counted and learned from; the rest goes into a note. */
export const LOST_REASONS = ['price', 'timing', 'budget', 'no_need', 'competitor', 'no_answer', 'other'] as const;
export type LostReason = (typeof LOST_REASONS)[number];

/** What made an opportunity come up: a threshold crossed, people who asked in vain, or the score itself. */
export type OpenedBecause = 'crossing' | 'demand' | 'score';

/** A copy of everything a score rested on at one moment; nothing later is ever in it. */
export interface FeatureCopy extends UpsellFeatures {
  readonly at: Instant;
  /** When this score was worked out, and which of the campaign's scores it is. */
  readonly scoredAt: Instant;
  readonly scoreVersion: number;
  readonly score: number;
  readonly tier: UpsellTier;
  readonly scoreType: UpsellType;
  readonly parts: Parts;
  readonly estimate: MinorUnits | null;
  readonly crossing: Crossing | null;
  readonly fullAt: Instant | null;
  readonly asked: number;
}

export type Outcome =
  | {
      readonly kind: 'won';
      readonly at: Instant;
      readonly by: string;
      readonly value: MinorUnits;
      readonly currency: string;
    }
  | { readonly kind: 'lost'; readonly at: Instant; readonly by: string; readonly reason: LostReason }
  | { readonly kind: 'dismissed'; readonly at: Instant; readonly by: string };

export interface HistoryEntry {
  readonly at: Instant;
  readonly actor: string;
  readonly what: 'opened' | 'moved' | 'restored' | 'changed' | 'noted';
  readonly from: OpportunityState | null;
  readonly to: OpportunityState;
  /** What else was changed with it. */
  readonly fields: readonly string[];
}

/** A note stands outside, so that it can be erased; here is only that there is one. */
export interface NoteMark {
  readonly id: string;
  readonly at: Instant;
  readonly author: string;
}

export const NOTES_MAX = 200;
export const HISTORY_MAX = 500;
export const NEXT_STEP_MAX = 200;
export const OWNER_MAX = 128;

/** A talk worth having with a company about one campaign; work on it is people's, its score follows the campaign while it is open. */
export interface Opportunity {
  readonly id: string;
  /** Grows with every write, also of its score. */
  readonly version: number;
  /** Grows only when somebody works on it; what readers send in If-Match. */
  readonly workVersion: number;
  /** `<campaignId>/<type>` while it is open, so that there is one; with its id behind it afterwards. */
  readonly openKey: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly campaignName: string;
  readonly type: OpportunityType;
  readonly state: OpportunityState;
  readonly owner: string | null;
  readonly dueOn: CalendarDate | null;
  readonly nextStep: string | null;
  /** As the campaign's score was last; it stands still once the opportunity has ended. */
  readonly scored: Scored;
  readonly because: OpenedBecause;
  readonly notes: readonly NoteMark[];
  readonly history: readonly HistoryEntry[];
  readonly outcome: Outcome | null;
  /** What was known when it came into the queue. */
  readonly shown: FeatureCopy;
  /** What was known when somebody first moved it; null until then. */
  readonly acted: FeatureCopy | null;
  readonly openedAt: Instant;
  readonly updatedAt: Instant;
}

export function isOpen({ state }: Pick<Opportunity, 'state'>): boolean {
  return (OPEN_STATES as readonly OpportunityState[]).includes(state);
}

/** The key of one that has ended, which is nobody else's. */
export function endedKeyOf({ campaignId, type, id }: Pick<Opportunity, 'campaignId' | 'type' | 'id'>): string {
  return `${openKeyOf(campaignId, type)}/${id}`;
}

export function openKeyOf(campaignId: string, type: OpportunityType): string {
  return `${campaignId}/${type}`;
}
