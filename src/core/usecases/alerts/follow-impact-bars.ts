import type { Alert, ImpactKind } from '../../domain/alerting/alert.ts';
import { followImpact, impactAlertId } from '../../domain/alerting/follow-impact.ts';
import {
  IMPACT_KINDS,
  isMoved,
  markOf,
  measureOf,
  nextWatch,
  type Watched,
} from '../../domain/alerting/impact-watch.ts';
import { alertEventData } from '../../domain/alerting/live-event.ts';
import { isWithheld } from '../../domain/alerting/redact.ts';
import { IMPACT_RULES } from '../../domain/alerting/rules.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import type { Core } from '../core.ts';
import { alertWrites, versionWrite } from './alert-writes.ts';
import { loadRoutes } from './load-routes.ts';
import { loadTellingRules } from './load-telling-rules.ts';
import { untilWritten } from './lost-race.ts';

export type ImpactAlertPorts = Pick<
  Core,
  | 'alertPolicies'
  | 'alerts'
  | 'campaigns'
  | 'clock'
  | 'impacts'
  | 'notifications'
  | 'notifier'
  | 'silences'
  | 'transactions'
>;

/** The work that asks for the look, and since when. */
type Asked = Pick<OutboxItem, 'campaignId' | 'createdAt'>;

/**
 * Holds a campaign's SROI and spending, as they are now, against their bars: what was crossed raises an alert, what is clear again
 * resolves it, with decisions, messages and windows in one commit against the watch that was read, then the live event. Doing it
 * again, late, or in two processes at once changes nothing more; what became of the bar before it was asked for is not said.
 */
export async function followImpactBars(core: ImpactAlertPorts, item: Asked): Promise<void> {
  for (const kind of IMPACT_KINDS) {
    await untilWritten(() => followOne(core, kind, item));
    await tellLive(core, kind, item);
  }
}

/** The watch is read before the figures, so that figures older than another's look are never written after it. */
async function followOne(core: ImpactAlertPorts, kind: ImpactKind, { campaignId, createdAt }: Asked): Promise<void> {
  const before = await core.alerts.watch(campaignId, kind);
  const [campaign, impact] = await Promise.all([core.campaigns.find(campaignId), core.impacts.find(campaignId)]);
  if (!campaign) return;
  const watched: Watched = { campaign, sroi: impact?.sroi ?? { value: null, people: 0 } };
  const { companyId } = campaign;
  const at = Math.max(core.clock.now(), createdAt);
  const watch = nextWatch(before, { campaignId, companyId, kind, mark: markOf(kind, watched) });
  if (!isMoved(watch, before)) return core.transactions.commit([versionWrite('alertWatches', watch)]);
  const [windows, unresolved, routes, rules] = await Promise.all([
    core.alerts.windows(campaignId),
    core.alerts.unresolved(campaignId),
    loadRoutes(core.notifier, IMPACT_RULES[kind].recipients, companyId, kind),
    loadTellingRules(core, campaignId, companyId, at),
  ]);
  const facts = { measure: measureOf(kind, watched), routes, rules, at };
  const change = followImpact(watch, { windows, unresolved }, facts);
  await core.transactions.commit([versionWrite('alertWatches', watch), ...alertWrites(change)]);
}

/** Says what has become of the newest crossing since the look was asked for; said before, it is not said again. */
async function tellLive(core: ImpactAlertPorts, kind: ImpactKind, { campaignId, createdAt }: Asked): Promise<void> {
  const watch = await core.alerts.watch(campaignId, kind);
  if (!watch || watch.crossings === 0) return;
  const alert = await core.alerts.find(impactAlertId(watch));
  if (!alert) return;
  const { raisedAt, resolvedAt } = alert;
  if (raisedAt >= createdAt) await say(core, 'impact.alert', { ...alert, state: 'raised', resolvedAt: null }, raisedAt);
  if (resolvedAt !== null && resolvedAt >= createdAt) await say(core, 'impact.resolved', alert, resolvedAt);
}

async function say(
  core: ImpactAlertPorts,
  type: 'impact.alert' | 'impact.resolved',
  alert: Alert,
  at: number,
): Promise<void> {
  const { id: causeId, campaignId, companyId } = alert;
  const staffOnly = isWithheld(alert) ? { staffOnly: true } : {};
  await core.notifications.append({
    type,
    causeId,
    campaignId,
    companyId,
    at,
    data: alertEventData(alert),
    ...staffOnly,
  });
}
