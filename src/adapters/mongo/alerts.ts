import type { Db } from 'mongodb';
import type { Alert, AlertDecision, AlertMessage, AlertWindow } from '../../core/domain/alerting/alert.ts';
import type { AlertRepository } from '../../ports/alert-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('raisedAt', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoAlerts(db: Db): AlertRepository {
  const alerts = documentsOf(db, 'alerts');
  const windows = documentsOf(db, 'alertWindows');

  return {
    find: async (id) => orNull<Alert>(await alerts.findOne({ _id: id })),
    async list(query) {
      const { companyId, campaignId, severity, state } = query;
      const page = await pageOf(alerts, equals({ companyId, campaignId, severity, state }), NEWEST_FIRST, query);
      return { ...page, items: page.items.map((stored) => fromStored<Alert>(stored)) };
    },
    async unresolved(campaignId) {
      const open = { campaignId, state: { $in: ['raised', 'acknowledged'] as const } };
      const found = await alerts.find(open).sort({ raisedAt: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<Alert>(stored));
    },
    async resolvedBy(entryId) {
      const found = await alerts.find({ resolvedEntryId: entryId }).toArray();
      return found.map((stored) => fromStored<Alert>(stored));
    },
    countRaised: (companyId) =>
      alerts.countDocuments(companyId === null ? { state: 'raised' } : { state: 'raised', companyId }),
    async decisions(alertId) {
      const found = await documentsOf(db, 'alertDecisions').find({ alertId }).sort({ at: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<AlertDecision>(stored));
    },
    async windows(campaignId) {
      const found = await windows.find({ campaignId }).toArray();
      return new Map(found.map((stored) => [stored.threshold, fromStored<AlertWindow>(stored)]));
    },
    async endedWindows(at, limit) {
      const found = await windows
        .find({ alertId: { $type: 'string' }, windowEndsAt: { $lte: at } })
        .sort({ windowEndsAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((stored) => fromStored<AlertWindow>(stored));
    },
    async messages(alertId) {
      const found = await documentsOf(db, 'alertMessages').find({ alertId }).toArray();
      return found.map((stored) => fromStored<AlertMessage>(stored));
    },
    async dueMessages(at, limit) {
      const found = await documentsOf(db, 'alertMessages')
        .find({ state: 'pending', nextAttemptAt: { $lte: at } })
        .sort({ nextAttemptAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((stored) => fromStored<AlertMessage>(stored));
    },
  };
}
