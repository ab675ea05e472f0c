import { THRESHOLDS, type Threshold } from '../capacity/thresholds.ts';
import { MINUTE } from '../shared/time.ts';
import { type Alert, type AlertTopic, MESSAGE_CHANNELS, type MessageChannel, type Recipient } from './alert.ts';
import type { Routes } from './change.ts';
import type { QuietHours } from './quiet-hours.ts';
import { ALERT_RULES, ruleOf } from './rules.ts';
import type { Silence } from './silence.ts';
import { topicOf } from './topic.ts';

export interface ThresholdPolicy {
  /** Whether people are told of it; its alerts stand in any case. */
  readonly enabled: boolean;
  /** Milliseconds in which people are told at most once. */
  readonly window: number;
  readonly repeats: boolean;
}

/** Who is told of a campaign's alerts when; which thresholds are crossed is the account's affair alone. */
export interface AlertPolicy {
  readonly thresholds: Readonly<Record<Threshold, ThresholdPolicy>>;
  /** Percentage points below a threshold that utilization must have been before people are told of it as news again. */
  readonly rearmMargin: number;
  /** In the campaign's local time; null: people are told at any hour. */
  readonly quietHours: QuietHours | null;
  readonly channels: Readonly<Record<Recipient, readonly MessageChannel[]>>;
}

/** A policy of a campaign (`campaigns/<id>`) or of a company (`companies/<id>`); null: what stands above it counts. */
export interface PolicyDocument {
  readonly id: string;
  readonly version: number;
  readonly companyId: string;
  readonly policy: AlertPolicy | null;
}

export type PolicySource = 'campaign' | 'company' | 'default';

/** What decides who is told of an alert and when. */
export interface TellingRules {
  readonly policy: AlertPolicy;
  readonly timeZone: string;
  /** Those of the campaign and its company. */
  readonly silences: readonly Silence[];
}

const ofThreshold = (threshold: Threshold): ThresholdPolicy => {
  const { window, repeats } = ALERT_RULES[threshold];
  return { enabled: true, window, repeats };
};

export const DEFAULT_POLICY: AlertPolicy = {
  thresholds: { 80: ofThreshold(80), 90: ofThreshold(90), 100: ofThreshold(100), 110: ofThreshold(110) },
  rearmMargin: 2,
  quietHours: null,
  channels: { sales: MESSAGE_CHANNELS, company_admin: MESSAGE_CHANNELS, cs: MESSAGE_CHANNELS },
};

export const DEFAULT_RULES: TellingRules = { policy: DEFAULT_POLICY, timeZone: 'UTC', silences: [] };

/** The nearest policy: the campaign's own, else its company's, else the default. */
export function nearestPolicy(
  campaign: PolicyDocument | null,
  company: PolicyDocument | null,
): { readonly policy: AlertPolicy; readonly source: PolicySource } {
  if (campaign?.policy) return { policy: campaign.policy, source: 'campaign' };
  if (company?.policy) return { policy: company.policy, source: 'company' };
  return { policy: DEFAULT_POLICY, source: 'default' };
}

/** The threshold that an entry's alert is for: the highest it passed of which people are to hear, else the highest. */
export function thresholdToRaise(
  passed: { readonly raised: Threshold | null; readonly disarmed: readonly Threshold[] },
  policy: AlertPolicy,
): Threshold | null {
  return passed.disarmed.findLast((threshold) => policy.thresholds[threshold].enabled) ?? passed.raised;
}

/** The ways to reach people that the policy leaves. */
export function allowedRoutes(routes: Routes, policy: AlertPolicy): Routes {
  return new Map(
    [...routes].map(([recipient, ways]) => [
      recipient,
      ways.filter(({ channel }) => policy.channels[recipient].includes(channel)),
    ]),
  );
}

export const WINDOW_MIN = MINUTE;
export const MARGIN_MIN = 2;
export const MARGIN_MAX = 50;

/** When people are told of a topic; a policy has its own for the thresholds of capacity alone. */
export function policyFor(topic: AlertTopic, policy: AlertPolicy): ThresholdPolicy {
  if (typeof topic === 'number') return policy.thresholds[topic];
  const { window, repeats } = ruleOf(topic);
  return { enabled: true, window, repeats };
}

/** Whether the alert is one that people are told of. */
export function isEnabled(alert: Pick<Alert, 'kind' | 'threshold'>, policy: AlertPolicy): boolean {
  return policyFor(topicOf(alert), policy).enabled;
}

/** Thresholds that both policies treat differently, lowest first. */
export function changedThresholds(before: AlertPolicy, after: AlertPolicy): readonly Threshold[] {
  return THRESHOLDS.filter((threshold) => {
    const [one, other] = [before.thresholds[threshold], after.thresholds[threshold]];
    return one.enabled !== other.enabled || one.window !== other.window || one.repeats !== other.repeats;
  });
}
