import type { Alert, AlertDecision, AlertKind, AlertTopic, Measure } from './alert.ts';

/** What people are told of the alert as, at most once in a window. */
export function topicOf(alert: Pick<Alert, 'kind' | 'threshold'>): AlertTopic {
  if (alert.kind !== 'capacity') return alert.kind;
  if (alert.threshold === null) throw new TypeError('An alert of capacity has a threshold');
  return alert.threshold;
}

/** What a message of an alert of this kind is called. */
export function messageTypeOf(kind: AlertKind): 'capacity.alert' | 'impact.alert' {
  return kind === 'capacity' ? 'capacity.alert' : 'impact.alert';
}

type About = Pick<
  AlertDecision,
  'alertId' | 'campaignId' | 'companyId' | 'threshold' | 'entryId' | 'impact' | 'nextPossibleAt'
>;

/** What every decision about the alert says, with the figure at its crossing or the one given; it waits for nothing. */
export function aboutAlert(alert: Alert, measure: Measure | undefined = alert.measure): About {
  const { id: alertId, campaignId, companyId, kind, threshold, entryId } = alert;
  const impact = kind !== 'capacity' && measure ? { impact: { ...measure, kind } } : {};
  return { alertId, campaignId, companyId, threshold, entryId, nextPossibleAt: null, ...impact };
}
