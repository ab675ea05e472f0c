import type { Db } from 'mongodb';
import type { Spending } from '../../core/domain/spending/spending.ts';
import type { SpendingRepository } from '../../ports/spending-repository.ts';
import { documentsOf, fromStored } from './documents.ts';
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
  };
}
