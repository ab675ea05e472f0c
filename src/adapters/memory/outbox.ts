import type { OutboxRepository } from '../../ports/outbox-repository.ts';
import { by, pageOf, sortedBy } from './list.ts';
import type { Tables } from './tables.ts';

export function createMemoryOutbox(tables: Tables): OutboxRepository {
  return {
    find: async (id) => tables.outbox.get(id) ?? null,
    async due(at, limit) {
      const due = [...tables.outbox.values()].filter(
        (item) => item.queue === undefined && item.state === 'pending' && item.nextAttemptAt <= at,
      );
      const order = [
        by<(typeof due)[number]>('nextAttemptAt', (item) => item.nextAttemptAt, 'asc', 'number'),
        by<(typeof due)[number]>('id', (item) => item.id),
      ];
      return sortedBy(due, order).slice(0, limit);
    },
    async pendingBilling(limit, except) {
      const pending = [...tables.outbox.values()].filter(
        (item) => item.queue === 'billing' && item.state === 'pending' && !except.includes(item.campaignId),
      );
      const order = [
        by<(typeof pending)[number]>('createdAt', (item) => item.createdAt, 'asc', 'number'),
        by<(typeof pending)[number]>('id', (item) => item.id),
      ];
      return sortedBy(pending, order).slice(0, limit);
    },
    async list(query) {
      const found = [...tables.outbox.values()].filter(
        (item) =>
          (query.state === undefined || item.state === query.state) &&
          (query.campaignId === undefined || item.campaignId === query.campaignId),
      );
      return pageOf(
        found,
        [by('createdAt', (item) => item.createdAt, 'desc', 'number'), by('id', (item) => item.id, 'desc')],
        query,
      );
    },
  };
}
