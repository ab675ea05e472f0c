import type { Db } from 'mongodb';
import type { Alert, AlertDecision, AlertMessage, AlertWindow } from '../../core/domain/alerting/alert.ts';
import type { ImpactWatch } from '../../core/domain/alerting/impact-watch.ts';
import { FEWEST_PEOPLE } from '../../core/domain/metrics/withhold.ts';
import type { AlertRepository } from '../../ports/alert-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('raisedAt', 'number', 'desc'), key('_id', 'string', 'desc')];
const NEWEST_MADE_FIRST = [key('createdAt', 'number', 'desc'), key('_id', 'string', 'desc')];

/** What `isWithheld` says, as a query. */
const SHOWN_TO_COMPANIES = {
  $nor: [{ kind: 'performance' as const, 'measure.people': { $not: { $gte: FEWEST_PEOPLE } } }],
};

export function createMongoAlerts(db: Db): AlertRepository {
  const alerts = documentsOf(db, 'alerts');
  const windows = documentsOf(db, 'alertWindows');
  const messages = documentsOf(db, 'alertMessages');

  return {
    find: async (id) => orNull<Alert>(await alerts.findOne({ _id: id })),
    async list(query) {
      const { companyId, campaignId, kind, severity, state, forCompany } = query;
      const filter = {
        ...equals({ companyId, campaignId, kind, severity, state }),
        ...(forCompany && SHOWN_TO_COMPANIES),
      };
      const page = await pageOf(alerts, filter, NEWEST_FIRST, query);
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
      alerts.countDocuments(
        companyId === null ? { state: 'raised' } : { state: 'raised', companyId, ...SHOWN_TO_COMPANIES },
      ),
    async decisions(alertId) {
      const found = await documentsOf(db, 'alertDecisions').find({ alertId }).sort({ at: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<AlertDecision>(stored));
    },
    watch: async (campaignId, kind) =>
      orNull<ImpactWatch>(await documentsOf(db, 'alertWatches').findOne({ _id: `${campaignId}/${kind}` })),
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
    message: async (id) => orNull<AlertMessage>(await messages.findOne({ _id: id })),
    async listMessages(query) {
      const { companyId, campaignId, state, channel } = query;
      const page = await pageOf(messages, equals({ companyId, campaignId, state, channel }), NEWEST_MADE_FIRST, query);
      return { ...page, items: page.items.map((stored) => fromStored<AlertMessage>(stored)) };
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
