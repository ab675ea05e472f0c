import type { Threshold } from '../capacity/thresholds.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';

export const ALERT_STATES = ['raised', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const RECIPIENTS = ['sales', 'company_admin', 'cs'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

export type AlertAction = 'upsell_opportunity' | 'recommend_expansion' | 'block_enrollments';

/** One crossing of a threshold, made known. */
export interface Alert {
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly companyId: string;
  readonly kind: 'capacity';
  readonly threshold: Threshold;
  readonly severity: Severity;
  readonly recipients: readonly Recipient[];
  readonly action: AlertAction;
  readonly state: AlertState;
  /** Figures at the crossing; utilization is consumed ÷ capacity. */
  readonly consumed: Quantity;
  readonly capacity: Quantity;
  readonly raisedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Instant | null;
  /** The ledger entry that crossed; with the threshold it is unique. */
  readonly entryId: string;
  readonly entrySequence: number;
}

export const DECISIONS = ['raised', 'sent', 'repeated', 'suppressed', 'resolved'] as const;

/** Why something was said to somebody, or was not. */
export interface AlertDecision {
  readonly id: string;
  readonly alertId: string;
  readonly campaignId: string;
  readonly companyId: string;
  readonly at: Instant;
  readonly decision: (typeof DECISIONS)[number];
  /** The rule that decided: `crossing`, `rearmed`, `window`, `no_channel`, `acknowledged`, `window_end`, … */
  readonly reason: string;
  readonly utilizationBefore: number | null;
  readonly utilizationAfter: number | null;
  readonly recipient: Recipient | null;
  readonly channel: 'live' | 'in_app' | 'webhook' | 'email' | null;
  readonly nextPossibleAt: Instant | null;
  readonly entryId: string | null;
}

/** When people were last told of a campaign's threshold: what throttling rests on. */
export interface AlertWindow {
  /** `<campaignId>/<threshold>` */
  readonly id: string;
  readonly version: number;
  readonly campaignId: string;
  readonly threshold: Threshold;
  readonly lastSentAt: Instant;
  readonly windowEndsAt: Instant;
  /** The present wait in milliseconds: the window, doubled with each repetition, at most a week. */
  readonly wait: number;
}
