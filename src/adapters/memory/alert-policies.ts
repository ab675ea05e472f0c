import type { AlertPolicyRepository } from '../../ports/alert-policy-repository.ts';
import type { SilenceRepository } from '../../ports/silence-repository.ts';
import { by, pageOf } from './list.ts';
import type { Tables } from './tables.ts';

const NEWEST_FIRST = [
  by<{ createdAt: number; id: string }>('createdAt', ({ createdAt }) => createdAt, 'desc', 'number'),
  by<{ createdAt: number; id: string }>('id', ({ id }) => id, 'desc'),
];

export function createMemoryAlertPolicies(tables: Tables): AlertPolicyRepository {
  return { find: async (id) => tables.alertPolicies.get(id) ?? null };
}

export function createMemorySilences(tables: Tables): SilenceRepository {
  const all = () => [...tables.silences.values()];
  return {
    find: async (id) => tables.silences.get(id) ?? null,
    async list(query) {
      const found = all()
        .filter(({ companyId }) => query.companyId === undefined || companyId === query.companyId)
        .filter(({ campaignId }) => query.campaignId === undefined || campaignId === query.campaignId);
      return pageOf(found, NEWEST_FIRST, query);
    },
    lasting: async (companyId, at) => all().filter((silence) => silence.companyId === companyId && silence.until > at),
  };
}
