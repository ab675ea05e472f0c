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
    async componentUses(campaignId) {
      const found = [...tables.componentUses.values()].filter((use) => use.campaignId === campaignId);
      return sortedBy(found, [
        by('occurredAt', ({ occurredAt }) => occurredAt, 'asc', 'number'),
        by('id', ({ id }) => id),
      ]);
    },
    async invoiceLines(campaignId) {
      const found = [...tables.invoiceLines.values()].filter((line) => line.campaignId === campaignId);
      return sortedBy(found, [by('month', ({ month }) => month), by('id', ({ id }) => id)]);
    },
    findState: async (campaignId) => tables.billingStates.get(campaignId) ?? null,
    async dueStates(at, limit) {
      const due = [...tables.billingStates.values()].filter(({ nextDueAt }) => nextDueAt !== null && nextDueAt <= at);
      const order = [
        by<(typeof due)[number]>('nextDueAt', ({ nextDueAt }) => nextDueAt, 'asc', 'number'),
        by<(typeof due)[number]>('id', ({ id }) => id),
      ];
      return sortedBy(due, order).slice(0, limit);
    },
    readings: async (ids) => ids.flatMap((id) => tables.billingReadings.get(id) ?? []),
    startedAt: async () => tables.billingStarts.get('service')?.at ?? null,
  };
}
