import type { Db } from 'mongodb';
import type { ScheduledAction } from '../../core/domain/lifecycle/scheduled-action.ts';
import type { ScheduleRepository } from '../../ports/schedule-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { between, equals } from './query.ts';

const BY_DUE_TIME = [key('dueAt', 'number'), key('_id', 'string')];

export function createMongoSchedule(db: Db): ScheduleRepository {
  const actions = documentsOf(db, 'scheduledActions');
  const toAction = (stored: object) => fromStored<ScheduledAction>(stored);

  return {
    find: async (id) => orNull<ScheduledAction>(await actions.findOne({ _id: id })),
    async due(at, limit) {
      const found = await actions
        .find({ outcome: 'pending', dueAt: { $lte: at } })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(toAction);
    },
    async pending(campaignId) {
      const found = await actions.find({ outcome: 'pending', campaignId }).sort({ dueAt: 1, _id: 1 }).toArray();
      return found.map(toAction);
    },
    async list(query) {
      const { companyId, campaignId, until } = query;
      const outcome = query.pending ? 'pending' : undefined;
      const filter = { ...equals({ companyId, campaignId, outcome }), ...between('dueAt', undefined, until) };
      const page = await pageOf(actions, filter, BY_DUE_TIME, query);
      return { ...page, items: page.items.map(toAction) };
    },
  };
}
