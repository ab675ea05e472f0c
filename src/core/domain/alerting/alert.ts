import type { Threshold } from '../capacity/thresholds.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';

export const ALERT_STATES = ['raised', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const RECIPIENTS = ['sales', 'company_admin', 'cs'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

export const ALERT_ACTIONS = [
  'upsell_opportunity',
  'recommend_expansion',
  'block_enrollments',
  'review_program',
  'review_budget',
] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

/** What an alert is about: capacity that fills, an SROI below the bar, a budget that is nearly spent. */
export const ALERT_KINDS = ['capacity', 'performance', 'budget'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
export type ImpactKind = Exclude<AlertKind, 'capacity'>;

/** What people are told of at most once in a window: a threshold of capacity, or one of the other kinds. */
export type AlertTopic = Threshold | ImpactKind;

/** The figure behind an alert that is not of capacity. */
export interface Measure {
  /** SROI, or spent ÷ allocated as a ratio of 4 decimals; null where it is not known any more. */
  readonly value: number | null;
  /** Over how many people it is; null where it is over none. */
  readonly people: number | null;
}

/** One crossing, made known: of a threshold of capacity, or of the bar of another kind. */
export interface Alert {
  /** Of capacity the id of the entry that crossed, since an entry raises at most one; of other kinds fixed by the count of crossings. */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly kind: AlertKind;
  /** Null where it is not of capacity. */
  readonly threshold: Threshold | null;
  readonly severity: Severity;
  readonly recipients: readonly Recipient[];
  readonly action: AlertAction;
  readonly state: AlertState;
  /** The figure at the crossing where it is not of capacity. */
  readonly measure?: Measure;
  /** Figures at the crossing, 0 where it is not of capacity; utilization is consumed ÷ capacity. */
  readonly consumed: Quantity;
  readonly capacity: Quantity;
  readonly raisedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Instant | null;
  /** The ledger entry that armed the threshold again. */
  readonly resolvedEntryId: string | null;
  /** The ledger entry that crossed; null where it is not of capacity. */
  readonly entryId: string | null;
  /** 0 where it is not of capacity. */
  readonly entrySequence: number;
}

export const DECISIONS = ['raised', 'sent', 'repeated', 'suppressed', 'resolved'] as const;

/**
 * The rule behind a decision. `crossing`: a threshold was reached · `rearmed`, `capacity_added`: utilization is clear of it
 * again · `delivered`: a message arrived · `window`: people were told too recently · `no_channel`: no way to reach them ·
 * `not_repeated`: information is said once · `acknowledged`: somebody has taken care · `ended_before_delivery`: it was over
 * before the message got through · `undeliverable`: every attempt failed · `disabled`: the policy has people not told of the
 * threshold · `silenced`: somebody asked for silence · `within_margin`: it is no news, utilization having stayed close to the
 * threshold · `quiet_hours`: the message waits for their end · `policy_changed`: the policy was changed while it lasts.
 */
export const DECISION_REASONS = [
  'crossing',
  'rearmed',
  'capacity_added',
  'delivered',
  'window',
  'no_channel',
  'not_repeated',
  'acknowledged',
  'ended_before_delivery',
  'undeliverable',
  'disabled',
  'silenced',
  'within_margin',
  'quiet_hours',
  'policy_changed',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** Ways by which messages reach people; live events and the in-app list are no messages and are never held back. */
export const MESSAGE_CHANNELS = ['email', 'webhook'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** One way to reach a recipient. */
export interface Route {
  readonly channel: MessageChannel;
  /** Which of the channel's destinations, e.g. a webhook's id; null for the recipient's own addresses. */
  readonly target: string | null;
}

/** Why something was said to somebody, or was not. */
export interface AlertDecision {
  /** Fixed by its cause, so that deciding again adds nothing. */
  readonly id: string;
  readonly alertId: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly at: Instant;
  readonly decision: (typeof DECISIONS)[number];
  readonly reason: DecisionReason;
  readonly threshold: Threshold | null;
  /** What it was about and its figure, where that is not capacity. */
  readonly impact?: Measure & { readonly kind: ImpactKind };
  readonly utilizationBefore: number | null;
  readonly utilizationAfter: number | null;
  readonly recipient: Recipient | null;
  readonly channel: MessageChannel | null;
  /** When the same could be said at the earliest; null where nothing is waited for. */
  readonly nextPossibleAt: Instant | null;
  readonly entryId: string | null;
  /** What somebody wrote when acknowledging stands apart, so that it can be erased. */
  readonly noteId?: string;
}

/** When people were last told of a campaign's threshold or of another topic, and when they may or will be told again; once made it stays. */
export interface AlertWindow {
  /** `<campaignId>/<threshold>` */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly threshold: AlertTopic;
  /** Null where nobody was told, or capacity was added since: then it holds nothing back. */
  readonly lastSentAt: Instant | null;
  readonly windowEndsAt: Instant;
  /** The present wait in milliseconds: the window, doubled with each repetition, at most a week. */
  readonly wait: number;
  /** The raised alert that is evaluated again when the window ends; null where it was acknowledged or resolved. */
  readonly alertId: string | null;
  /** How often people were told of that alert. */
  readonly told: number;
  /** Sequence of the newest entry that shaped it, so that an entry followed twice has no second effect. */
  readonly sequence: number;
}

export const MESSAGE_STATES = ['pending', 'delivered', 'dead', 'dropped'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** What messages can tell of; the changes of capacity are too many to be told by message. */
export const MESSAGE_TYPES = [
  'capacity.alert',
  'capacity.resolved',
  'impact.alert',
  'impact.resolved',
  'campaign.transitioned',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** One message on its way by one channel; written with the decision to send, kept with its outcome. */
export interface AlertMessage {
  /** Fixed by its cause. */
  readonly id: string;
  readonly version: number;
  readonly type: MessageType;
  readonly campaignId: string;
  readonly companyId: string;
  /** Null for an event that is no alert: nobody in particular is told of it. */
  readonly alertId: string | null;
  readonly recipient: Recipient | null;
  /** What an event that is no alert says; an alert is read when it is sent. */
  readonly event: { readonly at: Instant; readonly data: Readonly<Record<string, unknown>> } | null;
  readonly channel: MessageChannel;
  /** Which of the channel's destinations: a webhook's id, or null for the recipient's addresses. */
  readonly target: string | null;
  /** Whether people had been told of this alert before. */
  readonly repetition: boolean;
  readonly state: MessageState;
  readonly attempts: number;
  /** A code or a short sentence, never an address and never a driver's message. */
  readonly lastError: string | null;
  readonly nextAttemptAt: Instant;
  readonly createdAt: Instant;
  readonly deliveredAt: Instant | null;
}
