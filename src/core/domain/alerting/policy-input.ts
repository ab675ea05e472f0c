import { THRESHOLDS, type Threshold } from '../capacity/thresholds.ts';
import { createChecker } from '../shared/check.ts';
import { MINUTE } from '../shared/time.ts';
import type { MessageChannel, Recipient } from './alert.ts';
import { type AlertPolicy, DEFAULT_POLICY, MARGIN_MAX, MARGIN_MIN, type ThresholdPolicy } from './policy.ts';
import { isTimeOfDay, type QuietHours } from './quiet-hours.ts';

/** The longest window: a week, as long as the longest wait between repetitions. */
export const WINDOW_MINUTES_MAX = 7 * 24 * 60;

export interface ThresholdInput {
  readonly threshold: Threshold;
  readonly enabled?: boolean | undefined;
  readonly windowMinutes?: number | undefined;
  readonly repeat?: boolean | undefined;
}

/** A policy as it is asked for; what is left out is as in the default. */
export interface PolicyInput {
  readonly thresholds?: readonly ThresholdInput[] | undefined;
  readonly rearmMargin?: number | undefined;
  readonly quietHours?: QuietHours | null | undefined;
  readonly channels?: { readonly [R in Recipient]?: readonly MessageChannel[] | undefined } | undefined;
}

/** The policy asked for. Throws INVALID with the path of each field that is out of range. */
export function parsePolicy(input: PolicyInput): AlertPolicy {
  const checker = createChecker();
  const asked = input.thresholds ?? [];
  asked.forEach(({ threshold, windowMinutes }, at) => {
    checker.optionalInteger(`thresholds.${at}.windowMinutes`, windowMinutes, 1, WINDOW_MINUTES_MAX);
    if (asked.findIndex((other) => other.threshold === threshold) !== at) {
      checker.add(`thresholds.${at}.threshold`, 'DUPLICATE', `${threshold} is there twice`);
    }
  });
  checker.optionalInteger('rearmMargin', input.rearmMargin, MARGIN_MIN, MARGIN_MAX);
  const quiet = input.quietHours ?? null;
  for (const end of ['from', 'to'] as const) {
    if (quiet && !isTimeOfDay(quiet[end])) checker.add(`quietHours.${end}`, 'INVALID_TIME', `${end} must be HH:MM`);
  }
  if (quiet && quiet.from === quiet.to) checker.add('quietHours.to', 'EMPTY', 'The quiet hours begin when they end');
  checker.done();
  const { channels } = DEFAULT_POLICY;
  return {
    thresholds: Object.fromEntries(
      THRESHOLDS.map((threshold) => [threshold, ofThreshold(threshold, asked)]),
    ) as AlertPolicy['thresholds'],
    rearmMargin: input.rearmMargin ?? DEFAULT_POLICY.rearmMargin,
    quietHours: quiet && { from: quiet.from, to: quiet.to },
    channels: {
      sales: [...new Set(input.channels?.sales ?? channels.sales)],
      company_admin: [...new Set(input.channels?.company_admin ?? channels.company_admin)],
      cs: [...new Set(input.channels?.cs ?? channels.cs)],
    },
  };
}

function ofThreshold(threshold: Threshold, asked: readonly ThresholdInput[]): ThresholdPolicy {
  const standard = DEFAULT_POLICY.thresholds[threshold];
  const input = asked.find((one) => one.threshold === threshold);
  return {
    enabled: input?.enabled ?? standard.enabled,
    window: input?.windowMinutes === undefined ? standard.window : input.windowMinutes * MINUTE,
    repeats: input?.repeat ?? standard.repeats,
  };
}
