import { afterAll, afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startTestMongod } from '../../scripts/mongod/start-test-mongod.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../src/adapters/mongo/indexes.ts';
import { createMongoPorts } from '../../src/adapters/mongo/ports.ts';
import { createMongoTransactions } from '../../src/adapters/mongo/transactions.ts';
import { aCompany, anAuditEntry, insert, replace } from './documents.ts';
import { listen, said } from './notifications.ts';

const NOT_PRIMARY = 10_107;
const HOST_UNREACHABLE = 6;
const WRITE_CONFLICT = 112;

/** A mongod of its own, since a fail point reaches every client of a server. */
const mongod = await startTestMongod();
const mongo = await connectMongo(mongod.uri, { serverSelectionTimeoutMS: 500 });
await ensureIndexes(mongo.db);
const ports = createMongoPorts(mongo);

beforeEach(async () => {
  for (const collection of await mongo.db.collections()) await collection.deleteMany({});
});
afterEach(() => setFailPoint('off'));
afterAll(async () => {
  await mongo.client.close();
  await mongod.stop();
});

function setFailPoint(mode: 'off' | 'alwaysOn' | { times: number }, data: object = {}) {
  const off = mode === 'off' ? {} : { data };
  return mongo.client.db('admin').command({ configureFailPoint: 'failCommand', mode, ...off });
}

const company = aCompany({ id: 'a' });

test('a database without a primary is unavailable, and nothing of the driver is told', async () => {
  await setFailPoint('alwaysOn', { failCommands: ['find', 'insert'], errorCode: NOT_PRIMARY });

  for (const attempt of [ports.companies.find('a'), ports.transactions.commit([insert('companies', company)])]) {
    await expect(attempt).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'UNAVAILABLE',
      message: 'The database cannot be reached',
      retryAfter: 1,
    });
  }
});

test('iterating is unavailable in the same way', async () => {
  await setFailPoint('alwaysOn', { failCommands: ['find'], errorCode: HOST_UNREACHABLE });

  await expect(Array.fromAsync(ports.campaigns.open())).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('a connection that is cut once is not noticed, and the write happened once', async () => {
  await setFailPoint({ times: 1 }, { failCommands: ['insert'], closeConnection: true });

  await ports.transactions.commit([insert('companies', company)]);

  expect(await ports.companies.find('a')).toEqual(company);
});

test('a transaction that meets a write conflict is tried again as a whole', async () => {
  await setFailPoint(
    { times: 2 },
    { failCommands: ['update'], errorCode: WRITE_CONFLICT, errorLabels: ['TransientTransactionError'] },
  );
  await ports.transactions.commit([insert('companies', company)]);

  await ports.transactions.commit([
    insert('audit', anAuditEntry({ id: 'once' })),
    replace('companies', { ...company, name: 'After' }),
  ]);

  expect(await ports.companies.find('a')).toMatchObject({ name: 'After', version: 2 });
  expect((await ports.audit.list({ limit: 10, cursor: null })).items).toHaveLength(1);
});

test('a commit whose answer is lost is settled, and stands once', async () => {
  await setFailPoint({ times: 1 }, { failCommands: ['commitTransaction'], closeConnection: true });

  await ports.transactions.commit([insert('companies', company), insert('audit', anAuditEntry({ id: 'once' }))]);

  expect(await ports.companies.find('a')).toEqual(company);
  expect((await ports.audit.list({ limit: 10, cursor: null })).items).toHaveLength(1);
});

test('of a transaction that cannot be committed nothing stands', async () => {
  await setFailPoint('alwaysOn', { failCommands: ['insert'], closeConnection: true });
  const cut = await connectMongo(mongod.uri);
  onTestFinished(() => cut.client.close());
  const transactions = createMongoTransactions(cut.client, cut.db, 200);
  const commit = transactions.commit([insert('companies', company), insert('audit', anAuditEntry({ id: 'never' }))]);
  await expect(commit).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await setFailPoint('off');

  expect(await ports.companies.find('a')).toBeNull();
  expect((await ports.audit.list({ limit: 10, cursor: null })).items).toEqual([]);
});

test('a notification whose answer is lost is said once', async () => {
  await setFailPoint({ times: 1 }, { failCommands: ['insert'], closeConnection: true });

  await ports.notifications.append(said('cause'));
  await ports.notifications.append(said('cause'));

  expect((await ports.notifications.after(0, 10)).map(({ id }) => id)).toEqual([1]);
});

test('a follower goes on by reading while no change stream can be had, and misses nothing', async () => {
  await setFailPoint('alwaysOn', { failCommands: ['aggregate', 'getMore'], errorCode: HOST_UNREACHABLE });
  const follower = listen(ports, 0, 3);
  await ports.notifications.append(said('a'));
  await ports.notifications.append(said('b'));
  await setFailPoint('off');
  await ports.notifications.append(said('c'));

  expect((await follower.heard).map(({ causeId }) => causeId)).toEqual(['a', 'b', 'c']);
  await follower.ended;
});
