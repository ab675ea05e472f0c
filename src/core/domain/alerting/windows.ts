import type { Instant } from '../shared/time.ts';
import type { AlertTopic, AlertWindow } from './alert.ts';
import { LONGEST_WAIT } from './rules.ts';

/** Whether people were told of the threshold too recently to be told again. */
export function holdsBack(window: AlertWindow | undefined, at: Instant): boolean {
  return window !== undefined && window.lastSentAt !== null && at < window.windowEndsAt;
}

interface Opening {
  readonly campaignId: string;
  readonly threshold: AlertTopic;
  readonly alertId: string;
  readonly sequence: number;
  readonly at: Instant;
  /** Whether anybody is told. */
  readonly sent: boolean;
  /** Milliseconds in which people are told at most once. */
  readonly wait: number;
  /** When the wait begins: when people are told at the earliest. */
  readonly tellAt: Instant;
  /** A silence that the alert is looked at again after, in place of the wait. */
  readonly silencedUntil: Instant | null;
}

/** The window after a crossing: begun anew, or where it still holds back only handed to the new alert. */
export function openWindow(before: AlertWindow | undefined, opening: Opening): AlertWindow {
  const { campaignId, threshold, alertId, sequence, at, sent, wait, tellAt, silencedUntil } = opening;
  if (before && holdsBack(before, at)) return { ...before, version: before.version + 1, alertId, told: 0, sequence };
  return {
    id: `${campaignId}/${threshold}`,
    version: (before?.version ?? 0) + 1,
    campaignId,
    threshold,
    lastSentAt: sent ? at : null,
    windowEndsAt: silencedUntil ?? tellAt + wait,
    wait,
    alertId,
    told: sent ? 1 : 0,
    sequence,
  };
}

/** The window once its alert is evaluated at its end and will be again: each wait is twice the one before, at most a week. */
export function prolongWindow(
  window: AlertWindow,
  at: Instant,
  sent: boolean,
  tellAt: Instant = at,
  silencedUntil: Instant | null = null,
): AlertWindow {
  if (silencedUntil !== null) return { ...window, version: window.version + 1, windowEndsAt: silencedUntil };
  const wait = Math.min(window.wait * 2, LONGEST_WAIT);
  return {
    ...window,
    version: window.version + 1,
    lastSentAt: sent ? at : window.lastSentAt,
    windowEndsAt: tellAt + wait,
    wait,
    told: window.told + (sent ? 1 : 0),
  };
}

/** The window of an alert that needs no more messages; it goes on holding back for what is left of it. */
export function detachWindow(window: AlertWindow): AlertWindow {
  return { ...window, version: window.version + 1, alertId: null };
}

/** The window of an alert that is over: doubled waits belonged to its repetitions, so only the threshold's own window is left. */
export function closeWindow(window: AlertWindow, sequence: number, wait: number): AlertWindow {
  return {
    ...detachWindow(window),
    windowEndsAt: window.lastSentAt === null ? window.windowEndsAt : window.lastSentAt + wait,
    wait,
    told: 0,
    sequence,
  };
}

/**
 * The window when the message that began it reached nobody: it holds nothing back any more, and an alert that it had kept
 * from being told is evaluated now.
 */
export function releaseWindow(window: AlertWindow, deadAlertId: string, at: Instant): AlertWindow {
  const heldBack = window.alertId !== null && window.alertId !== deadAlertId;
  return {
    ...window,
    version: window.version + 1,
    lastSentAt: null,
    windowEndsAt: heldBack ? at : window.windowEndsAt,
    told: heldBack ? window.told : Math.max(0, window.told - 1),
  };
}

/** The window after capacity was added: it holds nothing back, and what still lasts is evaluated after a whole window again. */
export function clearWindow(window: AlertWindow, sequence: number, at: Instant, wait: number): AlertWindow {
  return { ...window, version: window.version + 1, lastSentAt: null, windowEndsAt: at + wait, wait, sequence };
}
