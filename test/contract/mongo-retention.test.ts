import { expect, test } from 'vitest';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../src/adapters/mongo/indexes.ts';
import { createMongoPorts } from '../../src/adapters/mongo/ports.ts';
import { openTestDatabase } from '../setup/database.ts';
import { aReceipt, insert } from './documents.ts';
import { said } from './notifications.ts';

const DAY = 86_400_000;

const { uri, db } = await openTestDatabase();
const mongo = await connectMongo(uri);
await ensureIndexes(mongo.db);
const ports = createMongoPorts(mongo);

test('indexes can be made again and by several processes at once', async () => {
  const before = await db.collection('audit').indexes();

  await Promise.all([ensureIndexes(mongo.db), ensureIndexes(mongo.db)]);

  expect(await db.collection('audit').indexes()).toEqual(before);
});

test('a receipt is removed by the database, not before 30 days from its writing, whatever its own time says', async () => {
  await ports.transactions.commit([insert('receipts', aReceipt({ id: 'old', at: 0 }))]);

  const [index] = (await db.collection('receipts').indexes()).filter(
    ({ expireAfterSeconds }) => expireAfterSeconds === 0,
  );
  const stored = await db.collection<{ _id: string; derived: { expireAt: Date } }>('receipts').findOne({ _id: 'old' });

  expect(index?.key).toEqual({ 'derived.expireAt': 1 });
  expect(stored?.derived.expireAt.getTime()).toBeGreaterThan(Date.now() + 30 * DAY);
});

test('notifications are removed after 7 days, except the newest, from which the next id is counted', async () => {
  for (const cause of ['a', 'b', 'c']) await ports.notifications.append(said(cause));

  const indexes = await db.collection('notifications').indexes();
  const removal = indexes.find(({ expireAfterSeconds }) => expireAfterSeconds !== undefined);
  const removable = await db
    .collection<{ _id: number }>('notifications')
    .find(removal?.partialFilterExpression ?? {})
    .toArray();
  expect(removal?.expireAfterSeconds).toBe((7 * DAY) / 1_000);
  expect(removable.map(({ _id }) => _id)).toEqual([1, 2]);

  await db.collection('notifications').deleteMany(removal?.partialFilterExpression ?? {});
  expect(await ports.notifications.bounds()).toEqual({ oldest: 3, newest: 3 });
  await ports.notifications.append(said('d'));
  expect((await ports.notifications.after(0, 10)).map(({ id }) => id)).toEqual([3, 4]);
  await mongo.client.close();
});
