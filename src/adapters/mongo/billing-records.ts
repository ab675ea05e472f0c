import type { Db } from 'mongodb';
import type { Completion, ReachedMilestone } from '../../core/domain/billing/completion.ts';
import type { BillingRecords } from '../../ports/billing-records.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';

export function createMongoBillingRecords(db: Db): BillingRecords {
  const completions = documentsOf(db, 'completions');
  const milestones = documentsOf(db, 'milestones');

  return {
    findCompletion: async (id) => orNull<Completion>(await completions.findOne({ _id: id })),
    async completions(campaignId) {
      const found = await completions.find({ campaignId }).sort({ completedAt: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<Completion>(stored));
    },
    findMilestone: async (id) => orNull<ReachedMilestone>(await milestones.findOne({ _id: id })),
    async milestones(campaignId) {
      const found = await milestones.find({ campaignId }).sort({ reachedAt: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<ReachedMilestone>(stored));
    },
  };
}
