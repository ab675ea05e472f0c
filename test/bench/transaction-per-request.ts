import type { Db } from 'mongodb';

const CONFLICT_OF_KEYS = 11_000;

interface Counter {
  readonly _id: string;
  readonly sequence: number;
  readonly consumed: number;
  readonly hardLimit: number;
}

/**
 * The ordinary way on MongoDB, to compare with: a transaction for each request, which raises a counter as long as it stays below
 * the limit and inserts the ledger entry under its unique key.
 */
export async function createTransactionPerRequest(db: Db) {
  const counters = db.collection<Counter>('counters');
  const ledger = db.collection('ledger');
  await ledger.createIndex({ account: 1, key: 1 }, { unique: true });
  await ledger.createIndex({ account: 1, sequence: 1 }, { unique: true });
  return {
    async open(account: string): Promise<void> {
      await counters.insertOne({ _id: account, sequence: 0, consumed: 0, hardLimit: 9e12 });
    },
    async consume(account: string, key: string): Promise<void> {
      const quantity = 10_000;
      try {
        await db.client.withSession((session) =>
          session.withTransaction(async () => {
            const counter = await counters.findOneAndUpdate(
              { _id: account, $expr: { $lte: [{ $add: ['$consumed', quantity] }, '$hardLimit'] } },
              { $inc: { consumed: quantity, sequence: 1 } },
              { session, returnDocument: 'after' },
            );
            if (!counter) return;
            const { sequence, consumed } = counter;
            const entry = {
              account,
              sequence,
              key,
              hash: 'WkqJ3v0cU1mYhT5dQe9s2A',
              quantity,
              consumed,
              recordedAt: new Date(),
            };
            await ledger.insertOne(entry, { session });
          }),
        );
      } catch (error) {
        if ((error as { code?: number }).code !== CONFLICT_OF_KEYS) throw error;
      }
    },
  };
}
