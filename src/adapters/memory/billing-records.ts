import type { BillingRecords } from '../../ports/billing-records.ts';
import { by, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryBillingRecords(tables: Tables): BillingRecords {
  return {
    findCompletion: async (id) => tables.completions.get(id) ?? null,
    async completions(campaignId) {
      const found = [...tables.completions.values()].filter((completion) => completion.campaignId === campaignId);
      return sortedBy(found, [
        by('completedAt', ({ completedAt }) => completedAt, 'asc', 'number'),
        by('id', ({ id }) => id),
      ]);
    },
    findMilestone: async (id) => tables.milestones.get(id) ?? null,
    async milestones(campaignId) {
      const found = [...tables.milestones.values()].filter((milestone) => milestone.campaignId === campaignId);
      return sortedBy(found, [
        by('reachedAt', ({ reachedAt }) => reachedAt, 'asc', 'number'),
        by('id', ({ id }) => id),
      ]);
    },
  };
}
