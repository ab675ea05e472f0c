import type { Db } from 'mongodb';
import type { OutboxItem } from '../../core/domain/outbox/outbox.ts';
import type { OutboxRepository } from '../../ports/outbox-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('createdAt', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoOutbox(db: Db): OutboxRepository {
  const outbox = documentsOf(db, 'outbox');

  return {
    find: async (id) => orNull<OutboxItem>(await outbox.findOne({ _id: id })),
    async due(at, limit) {
      const found = await outbox
        .find({ queue: { $exists: false }, state: 'pending', nextAttemptAt: { $lte: at } })
        .sort({ nextAttemptAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((stored) => fromStored<OutboxItem>(stored));
    },
    async pendingBilling(limit, except) {
      const found = await outbox
        .find({ queue: 'billing', state: 'pending', campaignId: { $nin: [...except] } })
        .sort({ createdAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((stored) => fromStored<OutboxItem>(stored));
    },
    async list(query) {
      const filter = equals({ state: query.state, campaignId: query.campaignId });
      const page = await pageOf(outbox, filter, NEWEST_FIRST, query);
      return { ...page, items: page.items.map((stored) => fromStored<OutboxItem>(stored)) };
    },
  };
}
