import { type Actor, isStaff } from '../access/actor.ts';
import { FEWEST_PEOPLE } from '../metrics/withhold.ts';
import type { Alert, AlertAction, AlertDecision, AlertKind, Measure, Recipient } from './alert.ts';

/** Which form of alerts and events somebody gets. */
export type Audience = 'staff' | 'company';

export function audienceOf(actor: Actor): Audience {
  return isStaff(actor) ? 'staff' : 'company';
}

const COMPANY_RECIPIENTS: readonly string[] = ['company_admin'] satisfies Recipient[];

/** What a company is advised: that it is an opportunity to us is not its business. */
export function actionFor(audience: Audience, action: AlertAction): AlertAction {
  return audience === 'company' && action === 'upsell_opportunity' ? 'recommend_expansion' : action;
}

/** A company sees of the recipients only its own people. */
export function recipientsFor<R extends string>(audience: Audience, recipients: readonly R[]): readonly R[] {
  return audience === 'company' ? recipients.filter((name) => COMPANY_RECIPIENTS.includes(name)) : recipients;
}

/** Whether companies are not to know of it: an SROI over so few people could tell of one of them. */
export function isWithheld({ kind, measure }: { readonly kind: AlertKind; readonly measure?: Measure }): boolean {
  return kind === 'performance' && (measure?.people ?? 0) < FEWEST_PEOPLE;
}

/** The alert as this actor may see it: to companies other people's ids are nobody's. */
export function redactAlert(alert: Alert, actor: Actor): Alert {
  const audience = audienceOf(actor);
  if (audience === 'staff') return alert;
  return {
    ...alert,
    action: actionFor(audience, alert.action),
    recipients: recipientsFor(audience, alert.recipients),
    acknowledgedBy: alert.acknowledgedBy === actor.id ? actor.id : null,
  };
}

/** The alerts that this actor may see, each as they may see it: a company none that is withheld. */
export function visibleAlerts(alerts: readonly Alert[], actor: Actor): readonly Alert[] {
  if (isStaff(actor)) return alerts;
  return alerts.filter((alert) => !isWithheld(alert)).map((alert) => redactAlert(alert, actor));
}

/** The decisions that this actor may see: a company none that concern other people's messages. */
export function visibleDecisions(decisions: readonly AlertDecision[], actor: Actor): readonly AlertDecision[] {
  if (isStaff(actor)) return decisions;
  return decisions
    .filter(({ recipient }) => recipient === null || COMPANY_RECIPIENTS.includes(recipient))
    .map((decision) => {
      const { impact } = decision;
      if (!impact || !isWithheld({ kind: impact.kind, measure: impact })) return decision;
      return { ...decision, impact: { ...impact, value: null, people: null } };
    });
}
