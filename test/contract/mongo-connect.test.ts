import { MongoMemoryServer } from 'mongodb-memory-server-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { findMongod } from '../../scripts/mongod/find-binary.ts';
import { connectMongo, DEFAULT_DATABASE } from '../../src/adapters/mongo/connect.ts';

const uri = inject('mongoUri');

function withOptions(options: string): string {
  return `${uri}${uri.includes('?') ? '&' : '?'}${options}`;
}

test('a connection writes and reads with majority, in the database that the URI names', async () => {
  const { client, db } = await connectMongo(uri.replace(/\/(\?|$)/, '/named$1'));
  onTestFinished(() => client.close());

  expect(client.writeConcern?.w).toBe('majority');
  expect(client.readConcern?.level).toBe('majority');
  expect(db.databaseName).toBe('named');
});

test('a URI without a database means the default one', async () => {
  const { client, db } = await connectMongo(uri);
  onTestFinished(() => client.close());

  expect(db.databaseName).toBe(DEFAULT_DATABASE);
});

test.each([
  ['w=1', 'write concern 1'],
  ['w=0', 'write concern 0'],
  ['journal=false', 'journal'],
  ['readConcernLevel=local', 'read concern local'],
  ['retryWrites=false', 'retryable writes'],
])('a URI with %s is refused, since what is acknowledged could be lost', async (option, reason) => {
  await expect(connectMongo(withOptions(option))).rejects.toThrow(reason);
});

test('a single server is refused', async () => {
  const { path } = await findMongod(() => {});
  const single = await MongoMemoryServer.create({ binary: { systemBinary: path } });
  onTestFinished(async () => {
    await single.stop();
  });

  await expect(connectMongo(single.getUri())).rejects.toThrow('replica set');
});

test('a database that is not there is reported', async () => {
  const nowhere = connectMongo('mongodb://127.0.0.1:1/?replicaSet=none', { serverSelectionTimeoutMS: 50 });

  await expect(nowhere).rejects.toThrow();
});
