import type { Instant } from '../shared/time.ts';
import type { Alert, AlertDecision, Measure } from './alert.ts';
import type { AlertChange, AlertingState, Routes } from './change.ts';
import type { ImpactWatch } from './impact-watch.ts';
import { policyFor, type TellingRules } from './policy.ts';
import { IMPACT_RULES } from './rules.ts';
import { tell } from './tell.ts';
import { aboutAlert } from './topic.ts';
import { closeWindow, openWindow } from './windows.ts';

export interface ImpactFacts {
  readonly measure: Measure;
  readonly routes: Routes;
  readonly rules: TellingRules;
  readonly at: Instant;
}

const UTILIZATIONS = { before: null, after: null } as const;

/** What follows for alerts and messages from a watch that has moved: disarmed it raises an alert, armed again the alert is resolved. */
export function followImpact(watch: ImpactWatch, state: AlertingState, facts: ImpactFacts): AlertChange {
  return watch.armed ? resolve(watch, state, facts) : raise(watch, state, facts);
}

/** The id of the alert of a watch's newest crossing. */
export function impactAlertId({ campaignId, kind, crossings }: ImpactWatch): string {
  return `${campaignId}-${kind}-${crossings}`;
}

function raise(watch: ImpactWatch, state: AlertingState, facts: ImpactFacts): AlertChange {
  const { kind } = watch;
  const { rules, routes, at } = facts;
  const alert = newAlert(watch, facts);
  const window = state.windows.get(kind);
  const told = tell({
    ...{ alert, window, routes, at, rules },
    occasion: 'crossing',
    utilizations: UTILIZATIONS,
    repetition: false,
    isNews: true,
  });
  const opened = openWindow(window, {
    campaignId: alert.campaignId,
    threshold: kind,
    alertId: alert.id,
    sequence: 0,
    at,
    sent: told.messages.length > 0,
    wait: policyFor(kind, rules.policy).window,
    tellAt: told.tellAt,
    silencedUntil: told.silencedUntil,
  });
  const decisions = [decided(alert, 'raised', facts), ...told.decisions];
  return { alerts: [alert], decisions, messages: told.messages, windows: [opened] };
}

function newAlert(watch: ImpactWatch, { measure, at }: ImpactFacts): Alert {
  const { campaignId, companyId, kind } = watch;
  const { severity, recipients, action } = IMPACT_RULES[kind];
  return {
    id: impactAlertId(watch),
    version: 1,
    ...{ campaignId, companyId, kind, measure, severity, recipients, action },
    threshold: null,
    state: 'raised',
    consumed: 0,
    capacity: 0,
    raisedAt: at,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedEntryId: null,
    entryId: null,
    entrySequence: 0,
  };
}

function resolve({ kind }: ImpactWatch, state: AlertingState, facts: ImpactFacts): AlertChange {
  const { at, rules } = facts;
  const alerts = state.unresolved
    .filter((alert) => alert.kind === kind)
    .map((alert): Alert => ({ ...alert, version: alert.version + 1, state: 'resolved', resolvedAt: at }));
  const window = state.windows.get(kind);
  const wait = policyFor(kind, rules.policy).window;
  return {
    alerts,
    decisions: alerts.map((alert) => decided(alert, 'resolved', facts)),
    messages: [],
    windows: window && alerts.length > 0 ? [closeWindow(window, 0, wait)] : [],
  };
}

function decided(alert: Alert, decision: 'raised' | 'resolved', { at, measure }: ImpactFacts): AlertDecision {
  return {
    id: `${alert.id}/${decision === 'raised' ? 'crossing' : 'resolved'}`,
    ...aboutAlert(alert, measure),
    at,
    decision,
    reason: decision === 'raised' ? 'crossing' : 'rearmed',
    utilizationBefore: null,
    utilizationAfter: null,
    recipient: null,
    channel: null,
  };
}
