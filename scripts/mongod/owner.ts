import process from 'node:process';
import { MongoClient } from 'mongodb';
import { StartRefused } from './start-refused.ts';

const OWNER = 'campaign-management owner';

/**
 * Connects to the mongod at `port` as the service that owns it, and stays connected for as long as the service lives.
 * The connection is the lock: mongod sees it end when the process dies, however it dies, so no stale file can lie.
 */
export async function connectAsOwner(port: number): Promise<MongoClient> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}`, {
    appName: `${OWNER} ${process.pid}`,
    directConnection: true,
    minPoolSize: 1,
    maxPoolSize: 1,
    serverSelectionTimeoutMS: 2000,
  });
  return client.connect();
}

/**
 * Makes sure that no other service owns the same mongod. Of several that connect at once, the first one keeps it.
 *
 * @throws StartRefused naming the process that owns it
 */
export async function refuseIfOwned(client: MongoClient, dataDir: string): Promise<void> {
  const connections = await client
    .db('admin')
    .aggregate([
      { $currentOp: { allUsers: true, idleConnections: true } },
      { $match: { appName: { $regex: `^${OWNER} ` } } },
      { $group: { _id: '$appName', first: { $min: '$connectionId' } } },
      { $sort: { first: 1 } },
    ])
    .toArray();
  const owner = String(connections[0]?._id).slice(OWNER.length + 1);
  if (owner === String(process.pid)) return;
  throw new StartRefused(
    `Another service (process ${owner}) is running on the data in ${dataDir}. Stop it, or set another DATA_DIR.`,
  );
}
