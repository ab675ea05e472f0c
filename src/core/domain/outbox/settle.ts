import { DomainError } from '../shared/errors.ts';
import { type Instant, MINUTE, SECOND } from '../shared/time.ts';
import type { OutboxItem } from './outbox.ts';

/** After so many attempts an item that the service itself refuses waits for people. */
export const ATTEMPTS_MAX = 10;
const FIRST_WAIT = SECOND;
const LONGEST_WAIT = 5 * MINUTE;

/** The item with its work done. */
export function delivered(item: OutboxItem, at: Instant): OutboxItem {
  return {
    ...item,
    version: item.version + 1,
    state: 'delivered',
    attempts: item.attempts + 1,
    lastError: null,
    deliveredAt: at,
  };
}

/**
 * The item after an attempt that failed: due again after 1 s, then double the wait each time, at most 5 minutes; dead after
 * 10 attempts. What only waits for something that is out of reach is repeated until it stands.
 */
export function failed(item: OutboxItem, error: unknown, at: Instant): OutboxItem {
  const attempts = item.attempts + 1;
  const waits = error instanceof DomainError && error.kind === 'unavailable';
  const wait = Math.min(FIRST_WAIT * 2 ** Math.min(item.attempts, 20), LONGEST_WAIT);
  return {
    ...item,
    version: item.version + 1,
    state: !waits && attempts >= ATTEMPTS_MAX ? 'dead' : 'pending',
    attempts,
    lastError: error instanceof DomainError ? error.code : 'INTERNAL',
    nextAttemptAt: at + wait,
  };
}

/** A dead item taken up again by people, with its attempts counted anew; due at once. */
export function revived(item: OutboxItem, at: Instant): OutboxItem {
  return { ...item, version: item.version + 1, state: 'pending', attempts: 0, nextAttemptAt: at };
}
