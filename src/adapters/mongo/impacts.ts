import type { Db } from 'mongodb';
import type { CampaignImpact } from '../../core/domain/metrics/impact.ts';
import type { ImpactRepository } from '../../ports/impact-repository.ts';
import { documentsOf, orNull } from './documents.ts';

export function createMongoImpacts(db: Db): ImpactRepository {
  const impacts = documentsOf(db, 'campaignImpacts');
  return { find: async (campaignId) => orNull<CampaignImpact>(await impacts.findOne({ _id: campaignId })) };
}
