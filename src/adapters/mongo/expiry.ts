import type { Db } from 'mongodb';
import { KEPT_FROM } from '../../core/domain/retention/retention.ts';
import type { Expiry } from '../../ports/expiry.ts';

export function createMongoExpiry(db: Db): Expiry {
  return {
    async remove(what, before, atMost) {
      const field = KEPT_FROM[what];
      const collection = db.collection<{ _id: string }>(what);
      const old = await collection
        .find({ [field]: { $lt: before } }, { projection: { _id: 1 } })
        .sort({ [field]: 1 })
        .limit(atMost)
        .toArray();
      if (old.length === 0) return 0;
      const { deletedCount } = await collection.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } });
      return deletedCount;
    },
  };
}
