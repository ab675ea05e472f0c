import { randomUUID } from 'node:crypto';
import { type Db, MongoClient, type MongoClientOptions } from 'mongodb';
import { afterAll, inject } from 'vitest';

export interface TestDatabase {
  client: MongoClient;
  db: Db;
  name: string;
  /** With the database's name, for code that opens its own client. */
  uri: string;
}

/**
 * Opens a database of this test file's own on the run's mongod, and drops it when the file is done. Call it once, at
 * the top of the file: `const { db } = await openTestDatabase();`
 */
export async function openTestDatabase(options: MongoClientOptions = {}): Promise<TestDatabase> {
  const name = `test-${randomUUID()}`;
  const uri = withDatabase(inject('mongoUri'), name);
  const client = await MongoClient.connect(uri, { w: 'majority', readConcernLevel: 'majority', ...options });
  const db = client.db(name);
  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
  });
  return { client, db, name, uri };
}

function withDatabase(uri: string, name: string): string {
  const url = new URL(uri);
  url.pathname = `/${name}`;
  return url.href;
}
