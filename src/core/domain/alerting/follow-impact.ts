import type { Instant } from '../shared/time.ts';
import type { Alert, AlertDecision, ImpactKind, Measure } from './alert.ts';
import { type AlertChange, type AlertingState, NO_CHANGE, type Routes } from './change.ts';
import type { ImpactWatch, Mark } from './impact-watch.ts';
import { policyFor, type TellingRules } from './policy.ts';
import { IMPACT_RULES } from './rules.ts';
import { tell } from './tell.ts';
import { aboutAlert } from './topic.ts';
import { closeWindow, openWindow } from './windows.ts';

export interface ImpactFacts {
  readonly campaignId: string;
  readonly companyId: string;
  readonly mark: Mark;
  readonly measure: Measure;
  readonly routes: Routes;
  readonly rules: TellingRules;
  readonly at: Instant;
}

/** The watch as it is from now on, with what follows for alerts and messages: to be written together. */
export type ImpactChange = AlertChange & { readonly watch: ImpactWatch };

const UTILIZATIONS = { before: null, after: null } as const;

/**
 * What the present figure leads to: over its bar it raises one alert and disarms the bar, clear of it the alert is resolved and the
 * bar armed again. The watch moves one version on in any case, so that nothing older can be written after it.
 */
export function followImpact(
  kind: ImpactKind,
  before: ImpactWatch | null,
  state: AlertingState,
  facts: ImpactFacts,
): ImpactChange {
  const { campaignId, companyId, mark } = facts;
  const watch: ImpactWatch = {
    id: `${campaignId}/${kind}`,
    version: (before?.version ?? 0) + 1,
    campaignId,
    companyId,
    kind,
    armed: before?.armed ?? true,
    crossings: before?.crossings ?? 0,
  };
  if (watch.armed && mark === 'over') {
    const crossed = { ...watch, armed: false, crossings: watch.crossings + 1 };
    return { ...raise(kind, crossed, state, facts), watch: crossed };
  }
  if (!watch.armed && mark === 'clear') return { ...resolve(kind, state, facts), watch: { ...watch, armed: true } };
  return { ...NO_CHANGE, watch };
}

/** The id of the alert of so manieth a crossing. */
export function impactAlertId(campaignId: string, kind: ImpactKind, crossing: number): string {
  return `${campaignId}-${kind}-${crossing}`;
}

function raise(kind: ImpactKind, watch: ImpactWatch, state: AlertingState, facts: ImpactFacts): AlertChange {
  const { rules, routes, at } = facts;
  const alert = newAlert(kind, watch, facts);
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

function newAlert(kind: ImpactKind, watch: ImpactWatch, facts: ImpactFacts): Alert {
  const { campaignId, companyId, measure, at } = facts;
  const { severity, recipients, action } = IMPACT_RULES[kind];
  return {
    id: impactAlertId(campaignId, kind, watch.crossings),
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

function resolve(kind: ImpactKind, state: AlertingState, facts: ImpactFacts): AlertChange {
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
