import type { ScheduledAction } from '../../core/domain/lifecycle/scheduled-action.ts';
import type { ScheduleRepository } from '../../ports/schedule-repository.ts';
import { by, pageOf, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

const BY_DUE_TIME = [
  by<ScheduledAction>('dueAt', (action) => action.dueAt, 'asc', 'number'),
  by<ScheduledAction>('id', (action) => action.id),
];

export function createMemorySchedule(tables: Tables): ScheduleRepository {
  const pending = () => [...tables.scheduledActions.values()].filter(({ outcome }) => outcome === 'pending');
  return {
    find: async (id) => tables.scheduledActions.get(id) ?? null,
    async due(at, limit) {
      return sortedBy(
        pending().filter(({ dueAt }) => dueAt <= at),
        BY_DUE_TIME,
      ).slice(0, limit);
    },
    async pending(campaignId) {
      return sortedBy(
        pending().filter((action) => action.campaignId === campaignId),
        BY_DUE_TIME,
      );
    },
    async list(query) {
      const { companyId, campaignId, until } = query;
      const found = [...tables.scheduledActions.values()].filter(
        (action) =>
          (companyId === undefined || action.companyId === companyId) &&
          (campaignId === undefined || action.campaignId === campaignId) &&
          (!query.pending || action.outcome === 'pending') &&
          (until === undefined || action.dueAt <= until),
      );
      return pageOf(found, BY_DUE_TIME, query);
    },
  };
}
