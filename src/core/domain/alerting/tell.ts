import type { Instant } from '../shared/time.ts';
import type { Alert, AlertDecision, AlertMessage, AlertWindow, DecisionReason, Recipient, Route } from './alert.ts';
import type { Routes } from './change.ts';
import { allowedRoutes, isEnabled, type TellingRules } from './policy.ts';
import { endOfQuiet } from './quiet-hours.ts';
import { silencedUntil } from './silence.ts';
import { aboutAlert, messageTypeOf } from './topic.ts';
import { holdsBack } from './windows.ts';

/** Utilization before and after what led to a decision, as ratios of 4 decimals. */
export interface Utilizations {
  readonly before: number | null;
  readonly after: number | null;
}

interface Telling {
  readonly alert: Alert;
  readonly window: AlertWindow | undefined;
  readonly routes: Routes;
  readonly at: Instant;
  /** Names the occasion, in the ids of what follows from it. */
  readonly occasion: string;
  readonly utilizations: Utilizations;
  readonly repetition: boolean;
  readonly rules: TellingRules;
  /** False where utilization has stayed close to the threshold since people were told before. */
  readonly isNews: boolean;
}

export interface Told {
  readonly messages: readonly AlertMessage[];
  readonly decisions: readonly AlertDecision[];
  /** When the messages go out at the earliest. */
  readonly tellAt: Instant;
  readonly silencedUntil: Instant | null;
}

/**
 * Who is told of an alert now: a message for each recipient and route, or for each the reason why not. A destination that
 * serves several recipients is told once. A message is only a message: that it was sent is decided when it has been delivered.
 */
export function tell(telling: Telling): Told {
  const { alert, rules, at } = telling;
  const routes = allowedRoutes(telling.routes, rules.policy);
  const held = heldBack(telling);
  const tellAt = endOfQuiet(rules.policy.quietHours, at, rules.timeZone);
  const messages: AlertMessage[] = [];
  const decisions: AlertDecision[] = [];
  const served = new Set<string>();
  for (const recipient of alert.recipients) {
    const ways = routes.get(recipient) ?? [];
    if (ways.length === 0) decisions.push(suppressed(telling, recipient, null, 'no_channel', null));
    for (const route of ways) {
      if (route.target !== null && served.has(route.target)) continue;
      if (route.target !== null) served.add(route.target);
      if (held) {
        decisions.push(suppressed(telling, recipient, route, held.reason, held.until));
        continue;
      }
      messages.push({ ...messageTo(telling, recipient, route), nextAttemptAt: tellAt });
      if (tellAt > at) {
        const waits = suppressed(telling, recipient, route, 'quiet_hours', tellAt);
        decisions.push({ ...waits, id: `${waits.id}/quiet` });
      }
    }
  }
  return { messages, decisions, tellAt, silencedUntil: held?.reason === 'silenced' ? held.until : null };
}

/** Why nobody is told now, and until when; null where people are. */
function heldBack(telling: Telling): { readonly reason: DecisionReason; readonly until: Instant | null } | null {
  const { alert, window, rules, at } = telling;
  if (!isEnabled(alert, rules.policy)) return { reason: 'disabled', until: null };
  const until = silencedUntil(rules.silences, alert, at);
  if (until !== null) return { reason: 'silenced', until };
  if (window && holdsBack(window, at)) return { reason: 'window', until: window.windowEndsAt };
  return telling.isNews ? null : { reason: 'within_margin', until: null };
}

function idOf(telling: Telling, recipient: Recipient, route: Route | null): string {
  const way = route === null ? [] : route.target === null ? [route.channel] : [route.channel, route.target];
  return [telling.alert.id, telling.occasion, recipient, ...way].join('/');
}

function suppressed(
  telling: Telling,
  recipient: Recipient,
  route: Route | null,
  reason: DecisionReason,
  nextPossibleAt: Instant | null,
): AlertDecision {
  const { alert, at, utilizations } = telling;
  return {
    id: idOf(telling, recipient, route),
    ...aboutAlert(alert),
    at,
    decision: 'suppressed',
    reason,
    utilizationBefore: utilizations.before,
    utilizationAfter: utilizations.after,
    recipient,
    channel: route?.channel ?? null,
    nextPossibleAt,
  };
}

function messageTo(telling: Telling, recipient: Recipient, route: Route): AlertMessage {
  const { alert, at, repetition } = telling;
  return {
    id: idOf(telling, recipient, route),
    version: 1,
    type: messageTypeOf(alert.kind),
    campaignId: alert.campaignId,
    companyId: alert.companyId,
    alertId: alert.id,
    recipient,
    event: null,
    channel: route.channel,
    target: route.target,
    repetition,
    state: 'pending',
    attempts: 0,
    lastError: null,
    nextAttemptAt: at,
    createdAt: at,
    deliveredAt: null,
  };
}
