import type { Spending } from '../../core/domain/spending/spending.ts';
import type { SpendingRepository } from '../../ports/spending-repository.ts';
import { by, pageOf, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

const NEWEST_FIRST = [
  by<Spending>('recordedAt', ({ recordedAt }) => recordedAt, 'desc', 'number'),
  by<Spending>('id', ({ id }) => id, 'desc'),
];

export function createMemorySpending(tables: Tables): SpendingRepository {
  const of = (campaignId: string) => [...tables.spending.values()].filter((entry) => entry.campaignId === campaignId);
  return {
    list: async ({ campaignId, ...request }) => pageOf(of(campaignId), NEWEST_FIRST, request),
    async newestUntil(campaignId, at) {
      const earlier = of(campaignId).filter(({ recordedAt }) => recordedAt <= at);
      return sortedBy(earlier, NEWEST_FIRST)[0] ?? null;
    },
  };
}
