import type { ImpactRepository } from '../../ports/impact-repository.ts';
import type { Tables } from './tables.ts';

export function createMemoryImpacts(tables: Tables): ImpactRepository {
  return { find: async (campaignId) => tables.campaignImpacts.get(campaignId) ?? null };
}
