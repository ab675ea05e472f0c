import type { Evidence } from '../../core/domain/evidence/evidence.ts';
import type { EvidenceRepository } from '../../ports/evidence-repository.ts';
import { by, pageOf, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

const NEWEST_FIRST = [
  by<Evidence>('createdAt', ({ createdAt }) => createdAt, 'desc', 'number'),
  by<Evidence>('id', ({ id }) => id, 'desc'),
];

export function createMemoryEvidence(tables: Tables): EvidenceRepository {
  const attached = (id: string) =>
    [...tables.evidence.values()].filter(({ campaignId, detachedAt }) => campaignId === id && detachedAt === null);
  return {
    byIds: async (ids) => [...new Set(ids)].flatMap((id) => tables.evidence.get(id) ?? []),
    async list({ campaignId, dimension, verification, evidenceId, ...request }) {
      const found = attached(campaignId).filter(
        (one) =>
          (dimension === undefined || one.dimension === dimension) &&
          (verification === undefined || one.verification === verification) &&
          (evidenceId === undefined || one.evidenceId === evidenceId),
      );
      return pageOf(found, NEWEST_FIRST, request);
    },
    ofCampaign: async (campaignId) => sortedBy(attached(campaignId), NEWEST_FIRST),
    findLearner: async (id) => tables.learnerEvidence.get(id) ?? null,
    findReading: async (campaignId) => tables.evidenceReadings.get(campaignId) ?? null,
    async dueReadings(at, limit) {
      const due = [...tables.evidenceReadings.values()].filter(({ nextDueAt }) => nextDueAt <= at);
      const order = [
        by<(typeof due)[number]>('nextDueAt', ({ nextDueAt }) => nextDueAt, 'asc', 'number'),
        by<(typeof due)[number]>('id', ({ id }) => id),
      ];
      return sortedBy(due, order).slice(0, limit);
    },
  };
}
