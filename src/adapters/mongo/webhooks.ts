import type { Db } from 'mongodb';
import type { AlertMessage } from '../../core/domain/alerting/alert.ts';
import type { Webhook } from '../../core/domain/webhook/webhook.ts';
import type { WebhookRepository } from '../../ports/webhook-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('createdAt', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoWebhooks(db: Db): WebhookRepository {
  const webhooks = documentsOf(db, 'webhooks');
  const messages = documentsOf(db, 'alertMessages');
  return {
    find: async (id) => orNull<Webhook>(await webhooks.findOne({ _id: id })),
    async list(query) {
      const page = await pageOf(webhooks, equals({ companyId: query.companyId }), NEWEST_FIRST, query);
      return { ...page, items: page.items.map((stored) => fromStored<Webhook>(stored)) };
    },
    async listening(type, companyId) {
      const found = await webhooks.find({ types: type, companyId: { $in: [companyId, null] } }).toArray();
      return found.map((stored) => fromStored<Webhook>(stored));
    },
    async deliveries(query) {
      const page = await pageOf(messages, equals({ target: query.webhookId }), NEWEST_FIRST, query);
      return { ...page, items: page.items.map((stored) => fromStored<AlertMessage>(stored)) };
    },
  };
}
