import type { Quantity } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';

export const ACTIVITY_KINDS = ['session', 'match', 'completion'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What a calling service says of an activity; an id is taken once, and what it says never changes. */
export interface ActivityContent {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly companyId: string;
  /** A pseudonym, of a volunteer or a learner. */
  readonly subject: string;
  readonly occurredAt: Instant;
  /** Null where none were given. */
  readonly hours: Quantity | null;
  /** Sorted, without repeats. */
  readonly tags: readonly string[];
}

export const ACTIVITY_STATES = ['linked', 'review', 'unmatched', 'rejected'] as const;
export type ActivityState = (typeof ACTIVITY_STATES)[number];

export const REVIEW_DECISIONS = ['accept', 'move', 'reject'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** What an activity waits for people with: a review, or a debit that its campaign refused. */
export const ATTENTIONS = ['review', 'refused'] as const;
export type Attention = (typeof ATTENTIONS)[number];

/**
 * Whether the link debits credits: `due` once it stands (the ledger tells whether it is done), `held` until somebody has looked at a
 * link that a tie-break decided, `refused` by the campaign's account.
 */
export type DebitState = 'due' | 'held' | 'refused';

/** Why the account refused the debit, in its own words. */
export interface DebitRefusal {
  readonly code: string;
  readonly message: string;
  readonly at: Instant;
}

export type AssociationDecision = 'linked' | 'review' | 'unmatched';

/** Another campaign that may take an activity, with its score, 0 to 100. */
export interface Alternative {
  readonly campaignId: string;
  readonly confidence: number;
}

/** What a caller is told of an activity; a repeat is told the first one. */
export interface ActivityAnswer {
  readonly decision: AssociationDecision;
  readonly campaignId: string | null;
  readonly instanceId: string | null;
  readonly confidence: number | null;
  readonly reasons: readonly string[];
}

export interface Activity extends ActivityContent {
  readonly version: number;
  readonly state: ActivityState;
  /** Proposed while it waits for a review. */
  readonly campaignId: string | null;
  readonly instanceId: string | null;
  /** The score of the campaign, 0 to 100; null where none was proposed or people chose. */
  readonly confidence: number | null;
  readonly reasons: readonly string[];
  readonly alternatives: readonly Alternative[];
  /** The first answer where it is not what stands; null while it is. */
  readonly first: ActivityAnswer | null;
  /** Grows whenever it is linked to or taken from a campaign: each link's debit has a key of its own. */
  readonly link: number;
  /** Null where the campaign debits nothing for it. */
  readonly debit: DebitState | null;
  readonly refusal: DebitRefusal | null;
  readonly attention: Attention | null;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly reviewedAt: Instant | null;
  readonly reviewedBy: string | null;
}

/** What people and services were told first of an activity. */
export function firstAnswer(activity: Activity): ActivityAnswer {
  if (activity.first) return activity.first;
  const { state, campaignId, instanceId, confidence, reasons } = activity;
  if (state === 'rejected') throw new TypeError('A rejected activity keeps its first answer');
  return { decision: state, campaignId, instanceId, confidence, reasons };
}

/** Whether two records say the same of an activity. */
export function sameContent(a: ActivityContent, b: ActivityContent): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    a.companyId === b.companyId &&
    a.subject === b.subject &&
    a.occurredAt === b.occurredAt &&
    a.hours === b.hours &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, at) => tag === b.tags[at])
  );
}
