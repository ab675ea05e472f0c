import type { Db } from 'mongodb';
import type { Leases } from '../../ports/leases.ts';
import { isDuplicateKey } from './errors.ts';

interface StoredLease {
  readonly _id: string;
  readonly holder: string | null;
  readonly fence: number;
  readonly expiresAt: Date;
}

export function createMongoLeases(db: Db): Leases {
  const leases = db.collection<StoredLease>('leases');

  return {
    async take(name, holder, ttlMilliseconds) {
      const me = { $literal: holder };
      const live = { $and: [{ $ne: [{ $ifNull: ['$holder', null] }, null] }, { $gt: ['$expiresAt', '$$NOW'] }] };
      const mine = { $eq: ['$holder', me] };
      const grown = { $add: [{ $ifNull: ['$fence', 0] }, 1] };
      const expiresAt = { $add: ['$$NOW', ttlMilliseconds] };
      const extended = { $mergeObjects: ['$$ROOT', { expiresAt }] };
      const granted = { _id: { $literal: name }, holder: me, fence: grown, expiresAt };
      const held = { $cond: [mine, extended, '$$ROOT'] };
      const update = [{ $replaceWith: { $cond: [live, held, granted] } }];
      const taken = await leases
        .findOneAndUpdate({ _id: name }, update, { upsert: true, returnDocument: 'after' })
        .catch((error) => {
          if (isDuplicateKey(error)) return null;
          throw error;
        });
      return taken?.holder === holder ? { name, fence: taken.fence } : null;
    },
    async giveBack(lease, holder) {
      const ended = { $set: { holder: null, expiresAt: new Date(0) } };
      await leases.updateOne({ _id: lease.name, holder, fence: lease.fence }, ended);
    },
  };
}
