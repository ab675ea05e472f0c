import type { SpendingRepository } from '../../ports/spending-repository.ts';
import { by, pageOf } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemorySpending(tables: Tables): SpendingRepository {
  return {
    async list({ campaignId, ...request }) {
      const own = [...tables.spending.values()].filter((entry) => entry.campaignId === campaignId);
      const newestFirst = [
        by<(typeof own)[number]>('recordedAt', ({ recordedAt }) => recordedAt, 'desc', 'number'),
        by<(typeof own)[number]>('id', ({ id }) => id, 'desc'),
      ];
      return pageOf(own, newestFirst, request);
    },
  };
}
