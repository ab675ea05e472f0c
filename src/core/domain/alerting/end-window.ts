import type { Instant } from '../shared/time.ts';
import type { Alert, AlertDecision, AlertWindow } from './alert.ts';
import { type AlertChange, NO_CHANGE, type Routes } from './change.ts';
import { DEFAULT_RULES, isEnabled, policyFor, type TellingRules } from './policy.ts';
import { tell } from './tell.ts';
import { aboutAlert, topicOf } from './topic.ts';
import { detachWindow, prolongWindow } from './windows.ts';

export interface WindowFacts {
  readonly routes: Routes;
  /** The campaign's utilization now; null where it is not known. */
  readonly utilization: number | null;
  /** What it was when the alert was raised. */
  readonly utilizationThen: number | null;
  readonly at: Instant;
  /** The default policy where none is given. */
  readonly rules?: TellingRules;
}

/**
 * What the end of a window leads to: an alert that is still raised is said again, with twice the wait until the next time;
 * information is not, and an alert that was acknowledged or resolved meanwhile is left alone.
 */
export function endWindow(window: AlertWindow, alert: Alert | null, facts: WindowFacts): AlertChange {
  if (window.alertId === null || facts.at < window.windowEndsAt) return NO_CHANGE;
  if (!alert || alert.id !== window.alertId || alert.state !== 'raised') {
    return { ...NO_CHANGE, windows: [detachWindow(window)] };
  }
  const rules = facts.rules ?? DEFAULT_RULES;
  const reason = !isEnabled(alert, rules.policy)
    ? 'disabled'
    : policyFor(topicOf(alert), rules.policy).repeats
      ? null
      : 'not_repeated';
  if (reason !== null) {
    return { ...NO_CHANGE, decisions: [notAgain(window, alert, facts, reason)], windows: [detachWindow(window)] };
  }
  const told = tell({
    alert,
    window,
    routes: facts.routes,
    at: facts.at,
    occasion: occasionOf(window),
    utilizations: { before: facts.utilizationThen, after: facts.utilization },
    repetition: window.told > 0,
    rules,
    isNews: true,
  });
  const next = prolongWindow(window, facts.at, told.messages.length > 0, told.tellAt, told.silencedUntil);
  const decisions = told.decisions.map((decision) => ({
    ...decision,
    nextPossibleAt: decision.nextPossibleAt ?? next.windowEndsAt,
  }));
  return { alerts: [], messages: told.messages, decisions, windows: [next] };
}

function occasionOf(window: AlertWindow): string {
  return `window-${window.windowEndsAt}`;
}

function notAgain(
  window: AlertWindow,
  alert: Alert,
  facts: WindowFacts,
  reason: 'disabled' | 'not_repeated',
): AlertDecision {
  return {
    id: `${alert.id}/${occasionOf(window)}`,
    ...aboutAlert(alert),
    at: facts.at,
    decision: 'suppressed',
    reason,
    utilizationBefore: facts.utilizationThen,
    utilizationAfter: facts.utilization,
    recipient: null,
    channel: null,
  };
}
