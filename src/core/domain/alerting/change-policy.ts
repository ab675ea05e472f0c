import { ratio } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { Alert, AlertDecision, AlertWindow } from './alert.ts';
import { type AlertChange, NO_CHANGE } from './change.ts';
import { type AlertPolicy, changedThresholds } from './policy.ts';
import { aboutAlert } from './topic.ts';

interface PolicyChange {
  readonly before: AlertPolicy;
  readonly after: AlertPolicy;
  /** Names the change, in the ids of what follows from it. */
  readonly cause: string;
  /** The campaign's utilization now; null where it is not known. */
  readonly utilization: number | null;
  readonly at: Instant;
}

/**
 * What another policy leads to for an alert that is raised: where its threshold is treated differently, its window is set
 * anew, so that it is looked at again when the policy says, and what was decided is kept.
 */
export function changePolicy(alert: Alert, window: AlertWindow | undefined, change: PolicyChange): AlertChange {
  const { before, after, at } = change;
  const { threshold } = alert;
  if (alert.state !== 'raised' || threshold === null) return NO_CHANGE;
  if (!changedThresholds(before, after).includes(threshold)) return NO_CHANGE;
  const { enabled, repeats, window: wait } = after.thresholds[threshold];
  const told = window?.lastSentAt ?? null;
  const again = enabled && (repeats || told === null);
  const next: AlertWindow | null = window
    ? {
        ...window,
        version: window.version + 1,
        alertId: again ? alert.id : null,
        wait,
        windowEndsAt: told === null ? at : told + wait,
      }
    : null;
  const decision: AlertDecision = {
    id: `${alert.id}/policy/${change.cause}`,
    ...aboutAlert(alert),
    at,
    decision: 'suppressed',
    reason: 'policy_changed',
    utilizationBefore: ratio(alert.consumed, alert.capacity),
    utilizationAfter: change.utilization,
    recipient: null,
    channel: null,
    nextPossibleAt: again && next ? Math.max(at, next.windowEndsAt) : null,
  };
  return { ...NO_CHANGE, decisions: [decision], windows: next ? [next] : [] };
}
