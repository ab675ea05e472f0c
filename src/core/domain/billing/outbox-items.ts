import type { OutboxItem } from '../outbox/outbox.ts';
import { type Instant, SECOND } from '../shared/time.ts';
import type { InvoiceLine } from './invoice-line.ts';
import type { UsageEvent } from './usage-event.ts';

const FIRST_WAIT = SECOND;
/** Short, so that all is told within a minute of a recovery; a service that is away is spared by the circuit breaker. */
const LONGEST_WAIT = 30 * SECOND;

/** Use to be told to billing. @param at what it is ordered by within its campaign */
export function usageItem(event: UsageEvent, at: Instant): OutboxItem {
  const { id, campaignId, companyId } = event;
  return newItem({ id, campaignId, companyId, work: { kind: 'billing.usage', event } }, at);
}

/** A line to be posted to billing. */
export function lineItem(line: InvoiceLine, at: Instant): OutboxItem {
  const { id, campaignId, companyId } = line;
  return newItem({ id, campaignId, companyId, work: { kind: 'billing.line', line } }, at);
}

function newItem(item: Pick<OutboxItem, 'id' | 'campaignId' | 'companyId' | 'work'>, at: Instant): OutboxItem {
  return {
    ...item,
    version: 1,
    queue: 'billing',
    state: 'pending',
    attempts: 0,
    lastError: null,
    nextAttemptAt: at,
    createdAt: at,
    deliveredAt: null,
  };
}

/** The item after billing refused it: it waits for people. */
export function refusedItem(item: OutboxItem, reason: string): OutboxItem {
  return { ...item, version: item.version + 1, state: 'dead', attempts: item.attempts + 1, lastError: reason };
}

/** The item after billing could not take it: again after 1 s, then double the wait, at most 30 s, or as long as it was asked to wait. */
export function postponedItem(item: OutboxItem, reason: string, retryAfter: number | null, at: Instant): OutboxItem {
  const wait = Math.min(FIRST_WAIT * 2 ** Math.min(item.attempts, 20), LONGEST_WAIT);
  return {
    ...item,
    version: item.version + 1,
    attempts: item.attempts + 1,
    lastError: reason,
    nextAttemptAt: at + Math.max(wait, retryAfter ?? 0),
  };
}
