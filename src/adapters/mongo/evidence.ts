import type { Db } from 'mongodb';
import type { Evidence, EvidenceReading, LearnerEvidence } from '../../core/domain/evidence/evidence.ts';
import type { EvidenceRepository } from '../../ports/evidence-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('createdAt', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoEvidence(db: Db): EvidenceRepository {
  const evidence = documentsOf(db, 'evidence');
  const learners = documentsOf(db, 'learnerEvidence');
  const readings = documentsOf(db, 'evidenceReadings');
  return {
    async byIds(ids) {
      const found = await evidence.find({ _id: { $in: [...ids] } }).toArray();
      return found.map((stored) => fromStored<Evidence>(stored));
    },
    async list({ campaignId, dimension, verification, evidenceId, limit, cursor }) {
      const about = dimension === undefined ? {} : { dimension: { $eq: dimension } };
      const filter = { ...equals({ campaignId, verification, evidenceId }), ...about, detachedAt: null };
      const page = await pageOf(evidence, filter, NEWEST_FIRST, { limit, cursor });
      return { ...page, items: page.items.map((stored) => fromStored<Evidence>(stored)) };
    },
    async ofCampaign(campaignId) {
      const found = await evidence.find({ campaignId, detachedAt: null }).sort({ createdAt: -1, _id: -1 }).toArray();
      return found.map((stored) => fromStored<Evidence>(stored));
    },
    findLearner: async (id) => orNull<LearnerEvidence>(await learners.findOne({ _id: id })),
    findReading: async (campaignId) => orNull<EvidenceReading>(await readings.findOne({ _id: campaignId })),
    async dueReadings(at, limit) {
      const found = await readings
        .find({ nextDueAt: { $lte: at } })
        .sort({ nextDueAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((stored) => fromStored<EvidenceReading>(stored));
    },
  };
}
