import type { Threshold } from '../capacity/thresholds.ts';
import { DAY, HOUR } from '../shared/time.ts';
import type { AlertAction, AlertTopic, ImpactKind, Recipient, Severity } from './alert.ts';

/** What reaching a threshold means: how grave it is, who is told, what is advised, how long people are then left alone. */
export interface AlertRule {
  readonly severity: Severity;
  readonly recipients: readonly Recipient[];
  readonly action: AlertAction;
  /** Milliseconds in which people are told of this threshold of one campaign at most once. */
  readonly window: number;
  /** Whether it is said again while it lasts and nobody has acknowledged it. */
  readonly repeats: boolean;
}

export const ALERT_RULES: Readonly<Record<Threshold, AlertRule>> = {
  80: { severity: 'info', recipients: ['sales'], action: 'upsell_opportunity', window: 24 * HOUR, repeats: false },
  90: {
    severity: 'warning',
    recipients: ['company_admin'],
    action: 'recommend_expansion',
    window: 12 * HOUR,
    repeats: true,
  },
  100: {
    severity: 'error',
    recipients: ['company_admin', 'cs'],
    action: 'recommend_expansion',
    window: 6 * HOUR,
    repeats: true,
  },
  110: {
    severity: 'critical',
    recipients: ['company_admin', 'cs'],
    action: 'block_enrollments',
    window: HOUR,
    repeats: true,
  },
};

/** Low performance is for those who run the program and sold it; a budget for those whose money it is. */
export const IMPACT_RULES: Readonly<Record<ImpactKind, AlertRule>> = {
  performance: {
    severity: 'warning',
    recipients: ['sales', 'cs'],
    action: 'review_program',
    window: 24 * HOUR,
    repeats: true,
  },
  budget: {
    severity: 'warning',
    recipients: ['company_admin', 'cs'],
    action: 'review_budget',
    window: 24 * HOUR,
    repeats: true,
  },
};

/** The rule of a threshold or of another topic. */
export function ruleOf(topic: AlertTopic): AlertRule {
  return typeof topic === 'number' ? ALERT_RULES[topic] : IMPACT_RULES[topic];
}

/** Repetitions wait twice as long each time, and never longer than this. */
export const LONGEST_WAIT = 7 * DAY;
