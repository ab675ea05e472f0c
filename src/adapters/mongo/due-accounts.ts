import type { Db } from 'mongodb';
import type { DueAccounts } from '../../ports/due-accounts.ts';

export const DUE_ACCOUNTS = 'dueAccounts';

interface Stored {
  readonly _id: string;
  readonly dueAt: number;
}

export function createMongoDueAccounts(db: Db): DueAccounts {
  const accounts = db.collection<Stored>(DUE_ACCOUNTS);
  return {
    async bringForward(given) {
      if (given.length === 0) return;
      const updates = given.map(({ accountId, dueAt }) => ({
        updateOne: { filter: { _id: accountId }, update: { $min: { dueAt } }, upsert: true },
      }));
      await accounts.bulkWrite(updates, { ordered: false });
    },
    async due(at, limit) {
      const found = await accounts
        .find({ dueAt: { $lte: at } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id, dueAt }) => ({ accountId: _id, dueAt }));
    },
    async settled({ accountId, dueAt }, next) {
      if (next === null) await accounts.deleteOne({ _id: accountId, dueAt });
      else await accounts.updateOne({ _id: accountId, dueAt }, { $set: { dueAt: next } });
    },
  };
}
