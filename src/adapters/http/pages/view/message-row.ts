import type { AlertMessage } from '../../../../core/domain/alerting/alert.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { instantFrom, plural, type TimeText } from './format.ts';
import type { Chip } from './words.ts';

const STATES: Record<AlertMessage['state'], Chip> = {
  pending: { word: 'Waits', tone: 'planned', icon: 'i-planned' },
  delivered: { word: 'Delivered', tone: 'active', icon: 'i-check' },
  dead: { word: 'Failed', tone: 'error', icon: 'i-error' },
  dropped: { word: 'Not sent', tone: 'draft', icon: 'i-draft' },
};

const TYPES: Record<AlertMessage['type'], string> = {
  'capacity.alert': 'Capacity alert',
  'capacity.resolved': 'Capacity alert resolved',
  'impact.alert': 'Alert of performance or budget',
  'impact.resolved': 'Alert of performance or budget resolved',
  'campaign.transitioned': 'Change of state',
};

const PEOPLE = { sales: 'sales', company_admin: 'the company’s admin', cs: 'customer success' } as const;

/** What failed, in words for the codes that people meet most; others are shown as they are. */
const ERRORS: Readonly<Record<string, string>> = {
  timeout: 'No answer in time',
  unreachable: 'Could not be reached',
  unresolvable: 'The host’s name is not known',
  private_address: 'The address is a private one',
  webhook_removed: 'The webhook was removed',
  channel_not_set_up: 'The channel is no longer set up',
  no_contact: 'There is no contact any more',
};

/** A message to somebody with what became of it; no address is in it. */
export interface MessageRow {
  readonly id: string;
  readonly what: string;
  readonly to: string;
  readonly campaign: string;
  readonly href: string;
  readonly state: Chip;
  readonly since: TimeText;
  readonly attempts: string;
  readonly error: string | null;
  /** When it is tried next; null where it is not. */
  readonly next: TimeText | null;
  readonly retryable: boolean;
}

export function messageRow(
  message: AlertMessage,
  names: ReadonlyMap<string, string>,
  viewer: { readonly now: Instant; readonly mayRetry: boolean },
): MessageRow {
  const { id, type, recipient, channel, repetition, state, attempts, lastError } = message;
  const by = channel === 'email' ? 'by e-mail' : 'by webhook';
  return {
    id,
    what: repetition ? `${TYPES[type]}, again` : TYPES[type],
    to: recipient === null ? by : `to ${PEOPLE[recipient]} ${by}`,
    campaign: names.get(message.campaignId) ?? 'A campaign',
    href: message.alertId === null ? `/campaigns/${message.campaignId}` : `/alerts/${message.alertId}`,
    state: STATES[state],
    since: instantFrom(message.createdAt, viewer.now, 'UTC'),
    attempts: attempts === 0 ? 'not tried yet' : plural(attempts, 'attempt'),
    error: lastError === null ? null : errorText(lastError),
    next: state === 'pending' ? instantFrom(message.nextAttemptAt, viewer.now, 'UTC') : null,
    retryable: viewer.mayRetry && state === 'dead',
  };
}

export function errorText(code: string): string {
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  if (status) return `Answered with ${status}`;
  return ERRORS[code] ?? (code.startsWith('smtp') ? `The mail server refused it (${code})` : code);
}
