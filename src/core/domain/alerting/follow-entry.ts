import type { Entry, ThresholdChange } from '../capacity/entry.ts';
import type { Threshold } from '../capacity/thresholds.ts';
import { ratio } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { Alert, AlertDecision, AlertMessage, AlertTopic, AlertWindow } from './alert.ts';
import { type AlertChange, type AlertingState, NO_CHANGE, type Routes } from './change.ts';
import { DEFAULT_RULES, policyFor, type TellingRules, thresholdToRaise } from './policy.ts';
import { ALERT_RULES } from './rules.ts';
import { tell, type Utilizations } from './tell.ts';
import { aboutAlert, topicOf } from './topic.ts';
import { clearWindow, closeWindow, openWindow } from './windows.ts';

export interface EntryFacts {
  readonly companyId: string;
  readonly capacityAdded: boolean;
  /** How each recipient can be reached. */
  readonly routes: Routes;
  readonly at: Instant;
  /** The default policy where none is given. */
  readonly rules?: TellingRules;
  /** False where the crossing comes too close upon the one before to be news. */
  readonly isNews?: boolean;
}

/**
 * What one ledger entry leads to: thresholds armed again resolve their alerts, added capacity clears the windows, and a
 * crossing raises one alert, for the highest threshold passed of which people are to hear. Everything made has an id fixed by the entry, and what an
 * entry has already done is not done again.
 */
export function followEntry(state: AlertingState, entry: Entry, facts: EntryFacts): AlertChange {
  const { thresholds } = entry;
  if (!thresholds && !facts.capacityAdded) return NO_CHANGE;
  const rules = facts.rules ?? DEFAULT_RULES;
  const waitOf = (topic: AlertTopic) => policyFor(topic, rules.policy).window;
  const utilizations = utilizationsOf(entry);
  const resolved = thresholds
    ? state.unresolved.filter(
        ({ threshold, entrySequence }) =>
          threshold !== null && thresholds.rearmed.includes(threshold) && entrySequence < entry.sequence,
      )
    : [];
  const windows = new Map(state.windows);
  for (const alert of resolved) {
    const topic = topicOf(alert);
    change(windows, topic, (window) => closeWindow(window, entry.sequence, waitOf(topic)));
  }
  if (facts.capacityAdded) {
    for (const [threshold, window] of state.windows) {
      if (typeof threshold === 'number' && window.sequence < entry.sequence) {
        change(windows, threshold, (current) => clearWindow(current, entry.sequence, facts.at, waitOf(threshold)));
      }
    }
  }
  const alerts: Alert[] = resolved.map((alert) => resolveAlert(alert, entry));
  const decisions: AlertDecision[] = resolved.map((alert) => resolvedBecause(alert, entry, utilizations, facts));
  const messages: AlertMessage[] = [];
  const raised = thresholds ? thresholdToRaise(thresholds, rules.policy) : null;
  if (raised !== null) {
    const alert = raiseAlert(entry, raised, facts.companyId);
    const window = windows.get(raised);
    const told = tell({
      alert,
      window,
      routes: facts.routes,
      at: facts.at,
      occasion: 'crossing',
      utilizations,
      repetition: false,
      rules,
      isNews: facts.isNews ?? true,
    });
    alerts.push(alert);
    decisions.push(raisedBecause(alert, utilizations, facts.at), ...told.decisions);
    messages.push(...told.messages);
    windows.set(
      raised,
      openWindow(window, {
        campaignId: alert.campaignId,
        threshold: raised,
        alertId: alert.id,
        sequence: entry.sequence,
        at: facts.at,
        sent: told.messages.length > 0,
        wait: waitOf(raised),
        tellAt: told.tellAt,
        silencedUntil: told.silencedUntil,
      }),
    );
  }
  return { alerts, decisions, messages, windows: changedWindows(state, windows) };
}

/** Utilization before and after the entry; without a change of thresholds only the latter is known. */
function utilizationsOf(entry: Entry): Utilizations {
  const change: ThresholdChange | undefined = entry.thresholds;
  return {
    before: change ? ratio(change.consumedBefore, change.capacityBefore) : null,
    after: ratio(entry.after.consumed, entry.after.capacity),
  };
}

function change(
  windows: Map<AlertTopic, AlertWindow>,
  threshold: AlertTopic,
  to: (window: AlertWindow) => AlertWindow,
): void {
  const window = windows.get(threshold);
  if (window) windows.set(threshold, to(window));
}

/** Windows that differ from the ones read, each one version later however often it changed on the way. */
function changedWindows(state: AlertingState, windows: ReadonlyMap<AlertTopic, AlertWindow>): AlertWindow[] {
  return [...windows.values()]
    .filter((window) => window !== state.windows.get(window.threshold))
    .map((window) => ({ ...window, version: (state.windows.get(window.threshold)?.version ?? 0) + 1 }));
}

function raiseAlert(entry: Entry, threshold: Threshold, companyId: string): Alert {
  const { severity, recipients, action } = ALERT_RULES[threshold];
  return {
    id: entry.id,
    version: 1,
    campaignId: entry.campaignId,
    companyId,
    kind: 'capacity',
    threshold,
    severity,
    recipients,
    action,
    state: 'raised',
    consumed: entry.after.consumed,
    capacity: entry.after.capacity,
    raisedAt: entry.recordedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedEntryId: null,
    entryId: entry.id,
    entrySequence: entry.sequence,
  };
}

function resolveAlert(alert: Alert, entry: Entry): Alert {
  return {
    ...alert,
    version: alert.version + 1,
    state: 'resolved',
    resolvedAt: entry.recordedAt,
    resolvedEntryId: entry.id,
  };
}

function raisedBecause(alert: Alert, utilizations: Utilizations, at: Instant): AlertDecision {
  return {
    id: `${alert.id}/crossing`,
    ...aboutAlert(alert),
    at,
    decision: 'raised',
    reason: 'crossing',
    utilizationBefore: utilizations.before,
    utilizationAfter: utilizations.after,
    recipient: null,
    channel: null,
  };
}

function resolvedBecause(alert: Alert, entry: Entry, utilizations: Utilizations, facts: EntryFacts): AlertDecision {
  return {
    ...raisedBecause(alert, utilizations, facts.at),
    id: `${alert.id}/resolved`,
    decision: 'resolved',
    reason: facts.capacityAdded ? 'capacity_added' : 'rearmed',
    entryId: entry.id,
  };
}
