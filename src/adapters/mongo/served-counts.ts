import type { Db } from 'mongodb';
import type { ServedCount } from '../../core/domain/metrics/people-served.ts';
import type { ServedCounts } from '../../ports/served-counts.ts';
import { isDuplicateKey } from './errors.ts';

export const SERVED_COUNTS = 'servedCounts';

type Stored = ServedCount & { readonly _id: string };

export function createMongoServedCounts(db: Db): ServedCounts {
  const counts = db.collection<Stored>(SERVED_COUNTS);

  async function write(count: ServedCount, upsert: boolean): Promise<void> {
    await counts.updateOne(
      { _id: count.campaignId, sequence: { $lt: count.sequence } },
      { $set: { ...count } },
      { upsert },
    );
  }

  return {
    async byCampaigns(campaignIds) {
      const found = await counts.find({ _id: { $in: [...campaignIds] } }, { projection: { _id: 0 } }).toArray();
      return new Map(found.map((count) => [count.campaignId, count]));
    },
    async save(count) {
      try {
        await write(count, true);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // The row stood already, or another made it a moment ago: now it can only be updated.
        await write(count, false);
      }
    },
  };
}
