import type { Write } from '../../../ports/transactions.ts';
import type { Alert, ImpactKind } from '../../domain/alerting/alert.ts';
import { followImpact, impactAlertId } from '../../domain/alerting/follow-impact.ts';
import { IMPACT_KINDS, type ImpactWatch, markOf, measureOf, type Watched } from '../../domain/alerting/impact-watch.ts';
import { alertEventData } from '../../domain/alerting/live-event.ts';
import { isWithheld } from '../../domain/alerting/redact.ts';
import { IMPACT_RULES } from '../../domain/alerting/rules.ts';
import type { Core } from '../core.ts';
import { alertWrites } from './alert-writes.ts';
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

/**
 * Holds a campaign's SROI and spending, as they are now, against their bars: what was crossed raises an alert, what is clear again
 * resolves it, with decisions, messages and windows in one commit against the watch that was read, then the live event. Doing it
 * again, late, or in two processes at once changes nothing more.
 */
export async function followImpactBars(core: ImpactAlertPorts, campaignId: string): Promise<void> {
  for (const kind of IMPACT_KINDS) {
    await untilWritten(() => followOne(core, kind, campaignId));
    await tellLive(core, kind, campaignId);
  }
}

/** The watch is read before the figures, so that figures older than another's look are never written after it. */
async function followOne(core: ImpactAlertPorts, kind: ImpactKind, campaignId: string): Promise<void> {
  const before = await core.alerts.watch(campaignId, kind);
  const [campaign, impact] = await Promise.all([core.campaigns.find(campaignId), core.impacts.find(campaignId)]);
  if (!campaign) return;
  const watched: Watched = { campaign, sroi: impact?.sroi ?? { value: null, people: 0 } };
  const { companyId } = campaign;
  const at = core.clock.now();
  const [windows, unresolved, routes, rules] = await Promise.all([
    core.alerts.windows(campaignId),
    core.alerts.unresolved(campaignId),
    loadRoutes(core.notifier, IMPACT_RULES[kind].recipients, companyId, kind),
    loadTellingRules(core, campaignId, companyId, at),
  ]);
  const change = followImpact(
    kind,
    before,
    { windows, unresolved },
    { ...{ campaignId, companyId, routes, rules, at }, mark: markOf(kind, watched), measure: measureOf(kind, watched) },
  );
  await core.transactions.commit([watchWrite(change.watch), ...alertWrites(change)]);
}

function watchWrite(document: ImpactWatch): Write {
  const { version } = document;
  return version === 1
    ? { op: 'insert', collection: 'alertWatches', document }
    : { op: 'replace', collection: 'alertWatches', document, ifVersion: version - 1 };
}

/** Says what became of the newest crossing; said before, it is not said again. */
async function tellLive(core: ImpactAlertPorts, kind: ImpactKind, campaignId: string): Promise<void> {
  const watch = await core.alerts.watch(campaignId, kind);
  if (!watch || watch.crossings === 0) return;
  const alert = await core.alerts.find(impactAlertId(campaignId, kind, watch.crossings));
  if (!alert) return;
  await say(core, 'impact.alert', { ...alert, state: 'raised', resolvedAt: null }, alert.raisedAt);
  if (alert.resolvedAt !== null) await say(core, 'impact.resolved', alert, alert.resolvedAt);
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
