import { DomainError } from '../shared/errors.ts';
import { HOUR, type Instant, SECOND } from '../shared/time.ts';
import type { Alert, AlertDecision, AlertMessage, AlertWindow, DecisionReason } from './alert.ts';
import { type AlertChange, NO_CHANGE } from './change.ts';
import type { Utilizations } from './tell.ts';
import { aboutAlert } from './topic.ts';
import { releaseWindow } from './windows.ts';

const FIRST_WAIT = 5 * SECOND;
const LONGEST_PAUSE = 6 * HOUR;
/** Attempts before a message ends among the dead letters: about two days, with waits that double. */
export const MOST_ATTEMPTS = 18;

/**
 * How one attempt ended. `delivered`: the other side has taken it. `failed`: it may work later, not before `retryAfterSeconds`
 * where that is known. `refused`: it will never work as it is. `error` is a code or a short sentence without addresses.
 */
export type Attempt =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'failed'; readonly error: string; readonly retryAfterSeconds: number | null }
  | { readonly outcome: 'refused'; readonly error: string };

/** When to try again after so many attempts in vain: 5 s, doubled each time, at most 6 h; never before the other side allows it. */
export function nextAttemptAt(attempts: number, at: Instant, retryAfterSeconds: number | null): Instant {
  const wait = Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_PAUSE);
  return at + Math.max(wait, (retryAfterSeconds ?? 0) * SECOND);
}

/** Whether a message of an alert has lost its sense before it got through: the alert is over, or somebody has taken on what it repeats. */
export function isOutdated(message: AlertMessage, alert: Alert | null): boolean {
  if (message.alertId === null) return false;
  return !alert || alert.state === 'resolved' || (alert.state === 'acknowledged' && message.repetition);
}

/** A message that is no longer sent. */
export function dropMessage(
  message: AlertMessage,
  alert: Alert | null,
  at: Instant,
  now: Utilizations,
  silencedUntil: Instant | null = null,
): AlertChange {
  const dropped: AlertMessage = { ...message, version: message.version + 1, state: 'dropped' };
  return silencedUntil === null
    ? ended(dropped, alert, 'ended_before_delivery', at, now)
    : ended(dropped, alert, 'silenced', at, now, silencedUntil);
}

/** The message after an attempt: "sent" is only said of a delivery, and of what never arrived it is said that it did not. */
export function settleMessage(
  message: AlertMessage,
  alert: Alert | null,
  attempt: Attempt,
  at: Instant,
  now: Utilizations,
): AlertChange {
  const tried: AlertMessage = { ...message, version: message.version + 1, attempts: message.attempts + 1 };
  if (attempt.outcome === 'delivered') {
    return ended({ ...tried, state: 'delivered', lastError: null, deliveredAt: at }, alert, 'delivered', at, now);
  }
  if (attempt.outcome === 'failed' && tried.attempts < MOST_ATTEMPTS) {
    const next = nextAttemptAt(tried.attempts, at, attempt.retryAfterSeconds);
    return { ...NO_CHANGE, messages: [{ ...tried, lastError: attempt.error, nextAttemptAt: next }] };
  }
  return ended({ ...tried, state: 'dead', lastError: attempt.error }, alert, 'undeliverable', at, now);
}

/**
 * A dead letter taken up again by people: it waits anew, with its attempts counted from 0. What waits already stays as it is.
 * Throws ACTION_ENDED where it was delivered, or was not to be sent any more.
 */
export function reviveMessage(message: AlertMessage, at: Instant): AlertMessage {
  if (message.state === 'pending') return message;
  if (message.state !== 'dead') {
    throw new DomainError('conflict', 'ACTION_ENDED', 'This message was delivered, or is not to be sent any more');
  }
  return { ...message, version: message.version + 1, state: 'pending', attempts: 0, nextAttemptAt: at };
}

/** The message put off until people may be told. */
export function putOff(message: AlertMessage, until: Instant): AlertChange {
  return { ...NO_CHANGE, messages: [{ ...message, version: message.version + 1, nextAttemptAt: until }] };
}

/** The change, and with it the window given back where its message, the last of those sent together, reached nobody. */
export function giveWindowBack(
  change: AlertChange,
  window: AlertWindow | undefined,
  sentTogether: readonly AlertMessage[],
  at: Instant,
): AlertChange {
  const [message] = change.messages;
  const failed = message?.state === 'dead' || message?.state === 'dropped';
  if (!failed || message.alertId === null || window?.lastSentAt !== message.createdAt) return change;
  const others = sentTogether.filter(({ id, createdAt }) => id !== message.id && createdAt === message.createdAt);
  if (others.some(({ state }) => state === 'delivered' || state === 'pending')) return change;
  return { ...change, windows: [releaseWindow(window, message.alertId, at)] };
}

function ended(
  message: AlertMessage,
  alert: Alert | null,
  reason: DecisionReason,
  at: Instant,
  now: Utilizations,
  nextPossibleAt: Instant | null = null,
): AlertChange {
  if (!alert) return { ...NO_CHANGE, messages: [message] };
  const said = message.repetition ? 'repeated' : 'sent';
  const decision: AlertDecision = {
    id: `${message.id}/${message.version}`,
    ...aboutAlert(alert),
    at,
    decision: reason === 'delivered' ? said : 'suppressed',
    reason,
    utilizationBefore: now.before,
    utilizationAfter: now.after,
    recipient: message.recipient,
    channel: message.channel,
    nextPossibleAt,
  };
  return { ...NO_CHANGE, messages: [message], decisions: [decision] };
}
