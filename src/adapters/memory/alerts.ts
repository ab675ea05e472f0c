import type { AlertMessage, AlertWindow } from '../../core/domain/alerting/alert.ts';
import { isWithheld } from '../../core/domain/alerting/redact.ts';
import type { AlertRepository } from '../../ports/alert-repository.ts';
import { by, pageOf, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryAlerts(tables: Tables): AlertRepository {
  const all = () => [...tables.alerts.values()];

  return {
    find: async (id) => tables.alerts.get(id) ?? null,
    async list(query) {
      const found = all().filter(
        (alert) =>
          (query.companyId === undefined || alert.companyId === query.companyId) &&
          (query.campaignId === undefined || alert.campaignId === query.campaignId) &&
          (query.kind === undefined || alert.kind === query.kind) &&
          !(query.forCompany && isWithheld(alert)) &&
          (query.severity === undefined || alert.severity === query.severity) &&
          (query.state === undefined || alert.state === query.state),
      );
      return pageOf(
        found,
        [by('raisedAt', (alert) => alert.raisedAt, 'desc', 'number'), by('id', (alert) => alert.id, 'desc')],
        query,
      );
    },
    async unresolved(campaignId) {
      const open = all().filter((alert) => alert.campaignId === campaignId && alert.state !== 'resolved');
      return sortedBy(open, [
        by('raisedAt', (alert) => alert.raisedAt, 'asc', 'number'),
        by('id', (alert) => alert.id),
      ]);
    },
    resolvedBy: async (entryId) => all().filter((alert) => alert.resolvedEntryId === entryId),
    countRaised: async (companyId) =>
      all().filter(
        (alert) =>
          alert.state === 'raised' && (companyId === null || (alert.companyId === companyId && !isWithheld(alert))),
      ).length,
    async decisions(alertId) {
      const own = [...tables.alertDecisions.values()].filter((decision) => decision.alertId === alertId);
      return sortedBy(own, [by('at', (one) => one.at, 'asc', 'number'), by('id', (one) => one.id)]);
    },
    watch: async (campaignId, kind) => tables.alertWatches.get(`${campaignId}/${kind}`) ?? null,
    async windows(campaignId) {
      const own = [...tables.alertWindows.values()].filter((window) => window.campaignId === campaignId);
      return new Map(own.map((window) => [window.threshold, window]));
    },
    async endedWindows(at, limit) {
      const ended = [...tables.alertWindows.values()].filter((one) => one.alertId !== null && one.windowEndsAt <= at);
      const order = [by<AlertWindow>('windowEndsAt', (one) => one.windowEndsAt, 'asc', 'number')];
      return sortedBy(ended, [...order, by('id', (one) => one.id)]).slice(0, limit);
    },
    message: async (id) => tables.alertMessages.get(id) ?? null,
    async listMessages(query) {
      const found = [...tables.alertMessages.values()].filter(
        (one) =>
          (query.companyId === undefined || one.companyId === query.companyId) &&
          (query.campaignId === undefined || one.campaignId === query.campaignId) &&
          (query.state === undefined || one.state === query.state) &&
          (query.channel === undefined || one.channel === query.channel),
      );
      const order = [by<AlertMessage>('createdAt', (one) => one.createdAt, 'desc', 'number')];
      return pageOf(found, [...order, by('id', (one) => one.id, 'desc')], query);
    },
    messages: async (alertId) => [...tables.alertMessages.values()].filter((one) => one.alertId === alertId),
    async dueMessages(at, limit) {
      const due = [...tables.alertMessages.values()].filter(
        (one) => one.state === 'pending' && one.nextAttemptAt <= at,
      );
      const order = [by<AlertMessage>('nextAttemptAt', (one) => one.nextAttemptAt, 'asc', 'number')];
      return sortedBy(due, [...order, by('id', (one) => one.id)]).slice(0, limit);
    },
  };
}
