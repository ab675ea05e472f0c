import type { OutboxItem, OutboxWork } from '../../../../core/domain/outbox/outbox.ts';
import type { Instant } from '../../../../core/domain/shared/time.ts';
import { instantFrom, plural, type TimeText } from './format.ts';
import type { Chip } from './words.ts';

const KINDS: Record<OutboxWork['kind'], string> = {
  'capacity.apply': 'Tell the capacity account',
  'instance.create': 'Make the first cohort',
  'activity.debit': 'Debit of activities',
  'snapshot.final': 'Take the final snapshot',
  'campaign.transitioned': 'Tell of a transition',
  'alert.impact': 'Hold SROI and budget against their bars',
  'billing.usage': 'Report use to billing',
  'billing.line': 'Post an invoice line',
};

const STATES: Record<OutboxItem['state'], Chip> = {
  pending: { word: 'Waits', tone: 'planned', icon: 'i-planned' },
  delivered: { word: 'Delivered', tone: 'active', icon: 'i-check' },
  dead: { word: 'Failed', tone: 'error', icon: 'i-error' },
};

/** A piece of work that follows a change, with what became of it. */
export interface OutboxRow {
  readonly id: string;
  readonly state: Chip;
  readonly kind: string;
  readonly campaign: string;
  readonly href: string;
  readonly since: TimeText;
  readonly attempts: string;
  readonly error: string | null;
  /** When it is tried next; null where it is not. */
  readonly next: TimeText | null;
  readonly retryable: boolean;
}

export function outboxRow(
  item: OutboxItem,
  names: ReadonlyMap<string, string>,
  viewer: { readonly now: Instant; readonly mayRetry: boolean },
): OutboxRow {
  return {
    id: item.id,
    state: STATES[item.state],
    kind: KINDS[item.work.kind],
    campaign: names.get(item.campaignId) ?? 'A campaign',
    href: `/campaigns/${item.campaignId}`,
    since: instantFrom(item.createdAt, viewer.now, 'UTC'),
    attempts: item.attempts === 0 ? 'not tried yet' : plural(item.attempts, 'attempt'),
    error: item.lastError,
    next: item.state === 'pending' ? instantFrom(item.nextAttemptAt, viewer.now, 'UTC') : null,
    retryable: viewer.mayRetry && item.state !== 'delivered',
  };
}
