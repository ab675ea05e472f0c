import type { WebhookEndpoints } from '../../ports/webhook-endpoints.ts';
import type { WebhookRepository } from '../../ports/webhook-repository.ts';
import { by, pageOf } from './list.ts';
import type { Tables } from './tables.ts';

const NEWEST_FIRST = [
  by<{ createdAt: number; id: string }>('createdAt', ({ createdAt }) => createdAt, 'desc', 'number'),
  by<{ createdAt: number; id: string }>('id', ({ id }) => id, 'desc'),
];

export function createMemoryWebhooks(tables: Tables): WebhookRepository {
  const all = () => [...tables.webhooks.values()];
  return {
    find: async (id) => tables.webhooks.get(id) ?? null,
    async list(query) {
      const found = all().filter(({ companyId }) => query.companyId === undefined || companyId === query.companyId);
      return pageOf(found, NEWEST_FIRST, query);
    },
    listening: async (type, companyId) =>
      all().filter((hook) => hook.types.includes(type) && (hook.companyId ?? companyId) === companyId),
    async deliveries(query) {
      const sent = [...tables.alertMessages.values()].filter(({ target }) => target === query.webhookId);
      return pageOf(sent, NEWEST_FIRST, query);
    },
  };
}

/** Endpoints that resolve nothing: every address is taken as public, and every secret is new. */
export function createMemoryWebhookEndpoints(): WebhookEndpoints {
  return {
    newSecret: () => `whsec_${crypto.getRandomValues(new Uint8Array(24)).toBase64()}`,
    isPrivate: async () => false,
  };
}
