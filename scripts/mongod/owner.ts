import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { MongoClient } from 'mongodb';
import { StartRefused } from './start-refused.ts';

const OWNER = 'campaign-management owner';

/** A service's connection to the mongod that it owns, or hopes to own. */
export interface Owner {
  client: MongoClient;
  /** How the connection is known to mongod: the process, and a part that no other start shares. */
  name: string;
}

/**
 * Connects to the mongod at `port` as the service that owns it, and stays connected for as long as the service lives.
 * The connection is the lock: mongod sees it end when the process dies, however it dies, so no stale file can lie.
 */
export async function connectAsOwner(port: number): Promise<Owner> {
  const name = `${OWNER} ${process.pid} ${randomUUID()}`;
  const client = new MongoClient(`mongodb://127.0.0.1:${port}`, {
    appName: name,
    directConnection: true,
    minPoolSize: 1,
    maxPoolSize: 1,
    serverSelectionTimeoutMS: 2000,
    connectTimeoutMS: 2000,
  });
  await client.connect();
  return { client, name };
}

/**
 * Makes sure that no other service owns the same mongod. Of several that connect at once, the first one keeps it.
 *
 * @throws StartRefused naming the process that owns it
 */
export async function refuseIfOwned({ client, name }: Owner, dataDir: string): Promise<void> {
  const [first] = await client
    .db('admin')
    .aggregate<{ _id: string }>([
      { $currentOp: { allUsers: true, idleConnections: true } },
      { $match: { appName: { $regex: `^${OWNER} ` } } },
      { $group: { _id: '$appName', since: { $min: '$connectionId' } } },
      { $sort: { since: 1 } },
    ])
    .toArray();
  if (first === undefined || first._id === name) return;
  const [pid] = first._id.slice(OWNER.length + 1).split(' ');
  throw new StartRefused(
    `Another service (process ${pid}) is running on the data in ${dataDir}. Stop it, or set another DATA_DIR.`,
  );
}
