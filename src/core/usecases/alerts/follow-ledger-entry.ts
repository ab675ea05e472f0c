import type { NewNotification } from '../../../ports/notification-log.ts';
import type { Alert, Recipient } from '../../domain/alerting/alert.ts';
import { isEmpty } from '../../domain/alerting/change.ts';
import { followEntry } from '../../domain/alerting/follow-entry.ts';
import { alertEventData } from '../../domain/alerting/live-event.ts';
import { thresholdToRaise } from '../../domain/alerting/policy.ts';
import { ALERT_RULES } from '../../domain/alerting/rules.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import type { CapacityPlace } from '../capacity/directory.ts';
import type { Core } from '../core.ts';
import { alertWrites } from './alert-writes.ts';
import { crossesAsNews } from './crosses-as-news.ts';
import { loadRoutes } from './load-routes.ts';
import { loadTellingRules } from './load-telling-rules.ts';
import { untilWritten } from './lost-race.ts';

type EntryPorts = Pick<
  Core,
  | 'alertPolicies'
  | 'alerts'
  | 'campaigns'
  | 'capacityLog'
  | 'clock'
  | 'directory'
  | 'notifications'
  | 'notifier'
  | 'silences'
  | 'transactions'
>;

/**
 * Does what one ledger entry leads to: alert, decisions, messages and windows in one commit, then the live event. Doing it again,
 * or in two processes at once, changes nothing: ids are fixed by the entry, and a live event is said once for its cause.
 */
export async function followLedgerEntry(core: EntryPorts, accountId: string, entry: Entry): Promise<void> {
  const capacityAdded = await addsCapacity(core, accountId, entry);
  if (!entry.thresholds && !capacityAdded) return;
  const place = await core.directory.find(entry.campaignId);
  if (!place) return;
  const written = await untilWritten(() => writeChange(core, entry, place, capacityAdded));
  const alerts = written ?? (await alertsOf(core, entry));
  for (const alert of alerts) await core.notifications.append(notificationOf(alert, entry));
}

/** The alerts that the entry raised or resolved; null where there was nothing to write, perhaps because it had been done. */
async function writeChange(
  core: EntryPorts,
  entry: Entry,
  { companyId, accountId }: CapacityPlace,
  capacityAdded: boolean,
): Promise<readonly Alert[] | null> {
  const at = Math.max(core.clock.now(), entry.recordedAt);
  const rules = await loadTellingRules(core, entry.campaignId, companyId, at);
  const raised = entry.thresholds ? thresholdToRaise(entry.thresholds, rules.policy) : null;
  const recipients: readonly Recipient[] = raised === null ? [] : ALERT_RULES[raised].recipients;
  const [done, windows, unresolved, routes, isNews] = await Promise.all([
    raised === null ? null : core.alerts.find(entry.id),
    core.alerts.windows(entry.campaignId),
    core.alerts.unresolved(entry.campaignId),
    loadRoutes(core.notifier, recipients, companyId),
    raised === null || crossesAsNews(core, accountId, entry, raised, rules.policy.rearmMargin),
  ]);
  if (done) return null;
  const change = followEntry({ windows, unresolved }, entry, { companyId, capacityAdded, routes, at, rules, isNews });
  if (isEmpty(change)) return null;
  await core.transactions.commit(alertWrites(change));
  return change.alerts;
}

/** What the entry raised or resolved when it was followed before, as it was then. */
async function alertsOf(core: EntryPorts, entry: Entry): Promise<readonly Alert[]> {
  const { rearmed = [], raised = null } = entry.thresholds ?? {};
  const [resolved, alert] = await Promise.all([
    rearmed.length > 0 ? core.alerts.resolvedBy(entry.id) : [],
    raised === null ? null : core.alerts.find(entry.id),
  ]);
  return alert ? [...resolved, { ...alert, state: 'raised', resolvedAt: null }] : resolved;
}

function notificationOf(alert: Alert, entry: Entry): NewNotification {
  const { id: causeId, campaignId, companyId } = alert;
  const type = alert.state === 'resolved' ? 'capacity.resolved' : 'capacity.alert';
  return { type, causeId, campaignId, companyId, at: entry.recordedAt, data: alertEventData(alert) };
}

/** Whether the entry gave capacity: a grant always does, a resize where the campaign's entry before it had less. */
async function addsCapacity(core: EntryPorts, accountId: string, entry: Entry): Promise<boolean> {
  if (entry.thresholds) return entry.after.capacity > entry.thresholds.capacityBefore;
  if (entry.kind === 'grant') return true;
  if (entry.kind !== 'resize') return false;
  const [before] = await core.capacityLog.page({
    accountId,
    campaignId: entry.campaignId,
    before: entry.sequence,
    limit: 1,
  });
  return before !== undefined && entry.after.capacity > before.after.capacity;
}
