import type { Db } from 'mongodb';
import type { BillingReading } from '../../core/domain/billing/billing-reading.ts';
import type { BillingState } from '../../core/domain/billing/billing-state.ts';
import type { Completion, ReachedMilestone } from '../../core/domain/billing/completion.ts';
import type { ComponentUse } from '../../core/domain/billing/component-use.ts';
import type { InvoiceLine } from '../../core/domain/billing/invoice-line.ts';
import type { BillingRecords } from '../../ports/billing-records.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';

export function createMongoBillingRecords(db: Db): BillingRecords {
  const completions = documentsOf(db, 'completions');
  const milestones = documentsOf(db, 'milestones');
  const uses = documentsOf(db, 'componentUses');
  const lines = documentsOf(db, 'invoiceLines');
  const states = documentsOf(db, 'billingStates');
  const starts = documentsOf(db, 'billingStarts');
  const readings = documentsOf(db, 'billingReadings');

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
    async componentUses(campaignId) {
      const found = await uses.find({ campaignId }).sort({ occurredAt: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<ComponentUse>(stored));
    },
    async invoiceLines(campaignId) {
      const found = await lines.find({ campaignId }).sort({ month: 1, _id: 1 }).toArray();
      return found.map((stored) => fromStored<InvoiceLine>(stored));
    },
    findState: async (campaignId) => orNull<BillingState>(await states.findOne({ _id: campaignId })),
    async dueStates(at, limit) {
      const found = await states
        .find({ nextDueAt: { $lte: at } })
        .sort({ nextDueAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((stored) => fromStored<BillingState>(stored));
    },
    async readings(ids) {
      const found = await readings.find({ _id: { $in: [...ids] } }).toArray();
      return found.map((stored) => fromStored<BillingReading>(stored));
    },
    startedAt: async () => (await starts.findOne({ _id: 'service' }))?.at ?? null,
  };
}
