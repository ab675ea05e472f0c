import type { Db } from 'mongodb';
import type { Spending } from '../../core/domain/spending/spending.ts';
import type { SpendingRepository } from '../../ports/spending-repository.ts';
import { documentsOf, fromStored, orNull } from './documents.ts';
import { key, pageOf } from './list.ts';
import { equals } from './query.ts';

const NEWEST_FIRST = [key('recordedAt', 'number', 'desc'), key('_id', 'string', 'desc')];

export function createMongoSpending(db: Db): SpendingRepository {
  const spending = documentsOf(db, 'spending');
  return {
    async list({ campaignId, ...request }) {
      const page = await pageOf(spending, equals({ campaignId }), NEWEST_FIRST, request);
      return { ...page, items: page.items.map((stored) => fromStored<Spending>(stored)) };
    },
    async newestUntil(campaignId, at) {
      const found = spending.find({ campaignId, recordedAt: { $lte: at } }).sort({ recordedAt: -1, _id: -1 });
      return orNull<Spending>((await found.limit(1).toArray())[0] ?? null);
    },
  };
}
