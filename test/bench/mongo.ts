import type { Db } from 'mongodb';
import { startTestMongod } from '../../scripts/mongod/start-test-mongod.ts';
import { ensureCapacityIndexes } from '../../src/adapters/mongo/capacity-collections.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';

/** A real mongod, a replica set of one in a temporary folder, with the capacity log's indexes. */
export async function startMongo(): Promise<{ uri: string; db: Db; stop(): Promise<void> }> {
  const mongod = await startTestMongod();
  const { client, db } = await connectMongo(mongod.uri);
  await ensureCapacityIndexes(db);
  return {
    uri: mongod.uri,
    db,
    async stop() {
      await client.close();
      await mongod.stop();
    },
  };
}
