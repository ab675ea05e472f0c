import { MESSAGE_CHANNELS, type MessageChannel, type Recipient } from '../../../../core/domain/alerting/alert.ts';
import type { AlertPolicy, PolicySource } from '../../../../core/domain/alerting/policy.ts';
import type { PolicyInput } from '../../../../core/domain/alerting/policy-input.ts';
import type { PolicyReplay } from '../../../../core/domain/alerting/replay-policy.ts';
import { THRESHOLDS } from '../../../../core/domain/capacity/thresholds.ts';
import { DAY, HOUR } from '../../../../core/domain/shared/time.ts';
import type { PolicyComparison } from '../../../../core/usecases/alert-policies/replay-alert-policy.ts';
import type { FormValues } from '../forms.ts';
import { plural } from './format.ts';

const PEOPLE: readonly (readonly [Recipient, string])[] = [
  ['sales', 'Sales'],
  ['company_admin', 'The company’s admin'],
  ['cs', 'Customer success'],
];
const WAYS: Readonly<Record<MessageChannel, string>> = { email: 'E-mail', webhook: 'Webhook' };

export const SOURCE_WORDS: Readonly<Record<PolicySource, string>> = {
  campaign: 'This campaign has a policy of its own.',
  company: 'The policy of its company counts for this campaign.',
  default: 'The standard policy counts for this campaign.',
};

/** The form's fields as they are sent: a box that is not ticked is not there. */
export function valuesOf(policy: AlertPolicy): FormValues {
  const values: Record<string, string> = {
    rearmMargin: String(policy.rearmMargin),
    'quiet-from': policy.quietHours?.from ?? '',
    'quiet-to': policy.quietHours?.to ?? '',
  };
  for (const threshold of THRESHOLDS) {
    const { enabled, window, repeats } = policy.thresholds[threshold];
    values[`window-${threshold}`] = String(window / HOUR);
    if (enabled) values[`enabled-${threshold}`] = 'on';
    if (repeats) values[`repeat-${threshold}`] = 'on';
  }
  for (const [name] of PEOPLE) for (const way of policy.channels[name]) values[`${name}-${way}`] = 'on';
  return values;
}

/** The policy that a form asks for; what is no number is the core's to refuse. */
export function policyFrom(values: FormValues): PolicyInput {
  const from = values['quiet-from']?.trim() ?? '';
  const to = values['quiet-to']?.trim() ?? '';
  return {
    thresholds: THRESHOLDS.map((threshold) => ({
      threshold,
      enabled: `enabled-${threshold}` in values,
      windowMinutes: Math.round(numberOf(values[`window-${threshold}`]) * 60),
      repeat: `repeat-${threshold}` in values,
    })),
    rearmMargin: numberOf(values.rearmMargin),
    quietHours: from === '' && to === '' ? null : { from, to },
    channels: Object.fromEntries(
      PEOPLE.map(([name]) => [name, MESSAGE_CHANNELS.filter((way) => `${name}-${way}` in values)]),
    ),
  };
}

function numberOf(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}

/** The path of the core's issue as the field of the form. */
export const FIELD_OF: Readonly<Record<string, string>> = {
  'quietHours.from': 'quiet-from',
  'quietHours.to': 'quiet-to',
  ...Object.fromEntries(THRESHOLDS.map((threshold, at) => [`thresholds.${at}.windowMinutes`, `window-${threshold}`])),
};
export const POLICY_FIELDS = [
  ...THRESHOLDS.map((threshold) => `window-${threshold}`),
  'rearmMargin',
  'quiet-from',
  'quiet-to',
];

/** The boxes of the form. */
export function boxesOf(values: FormValues) {
  return {
    thresholds: THRESHOLDS.map((threshold) => ({
      threshold,
      enabled: `enabled-${threshold}` in values,
      repeat: `repeat-${threshold}` in values,
    })),
    people: PEOPLE.map(([name, label]) => ({
      label,
      ways: MESSAGE_CHANNELS.map((way) => ({
        name: `${name}-${way}`,
        label: WAYS[way],
        on: `${name}-${way}` in values,
      })),
    })),
  };
}

/** Today’s figures and the proposed ones, row by row, with the finding as a sentence. */
export function comparisonView({ current, proposed, entries, from, to }: PolicyComparison) {
  const row = (label: string, hint: string, of: (replay: PolicyReplay) => string) => ({
    label,
    hint,
    current: of(current),
    proposed: of(proposed),
  });
  const fewer = current.messages - proposed.messages;
  const change =
    fewer === 0
      ? 'as many messages as today’s'
      : `${plural(Math.abs(fewer), 'message')} ${fewer > 0 ? 'fewer' : 'more'}`;
  const missed = proposed.missed - current.missed;
  const cost = missed > 0 ? `, and nobody told of ${plural(missed, 'crossing')} more` : '';
  return {
    title:
      entries === 0
        ? 'Nothing happened yet that could be compared'
        : `The proposed policy would have meant ${change}${cost}`,
    basis:
      from === null
        ? null
        : `${plural(entries, 'ledger entry', 'ledger entries')} of ${plural(Math.max(1, Math.round((to - from) / DAY)), 'day')}, as if nobody had acknowledged`,
    rows: [
      row('Alerts a week', 'crossings of a threshold', ({ alertsPerWeek }) => rateText(alertsPerWeek)),
      row('Messages a week', 'one for each recipient', ({ messagesPerWeek }) => rateText(messagesPerWeek)),
      row('Warning before 100 %', 'the shortest of all', leadText),
      row('Crossings nobody heard of', 'in all', (replay) => String(replay.missed)),
      row('Flaps', 'told again within a day', (replay) => String(replay.flaps)),
    ],
  };
}

function rateText(perWeek: number): string {
  return perWeek.toFixed(perWeek < 1 ? 2 : 1);
}

function leadText({ leadTime }: PolicyReplay): string {
  if (leadTime === null) return 'never full';
  if (leadTime === 0) return 'none';
  return leadTime < 2 * DAY ? `${(leadTime / HOUR).toFixed(1)} h` : `${(leadTime / DAY).toFixed(1)} days`;
}
