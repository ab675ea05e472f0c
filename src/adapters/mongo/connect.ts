import { type Db, MongoClient, type MongoClientOptions, MongoServerError } from 'mongodb';

/** maxWireVersion of MongoDB 6.0. */
const WIRE_VERSION_6 = 17;

const UNAUTHORIZED = 13;

const NAMES_DATABASE = /^[^:]+:\/\/[^/]+\/[^?]/;

export const DEFAULT_DATABASE = 'campaign-management';

/** Durable on most members before anything is acknowledged, and nothing read that could still be rolled back. */
export const DURABLE = {
  writeConcern: { w: 'majority' },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const satisfies MongoClientOptions;

export interface Mongo {
  readonly client: MongoClient;
  readonly db: Db;
}

/**
 * Connects to the database that the URI names, and makes sure that it can keep what is acknowledged: a replica set or a
 * sharded cluster of MongoDB 6 or newer, with majority writes and reads. Throws an Error that says what is wrong otherwise.
 */
export async function connectMongo(uri: string, options: MongoClientOptions = {}): Promise<Mongo> {
  requireDurable(new MongoClient(uri, options));
  const client = new MongoClient(uri, {
    connectTimeoutMS: 5_000,
    serverSelectionTimeoutMS: 5_000,
    socketTimeoutMS: 30_000,
    waitQueueTimeoutMS: 10_000,
    maxPoolSize: 50,
    ...options,
    ...DURABLE,
    retryWrites: true,
    retryReads: true,
    ignoreUndefined: true,
  });
  try {
    await client.connect();
    await requireCapable(client);
  } catch (error) {
    await client.close();
    throw error;
  }
  return { client, db: client.db(NAMES_DATABASE.test(uri) ? undefined : DEFAULT_DATABASE) };
}

function requireDurable({ writeConcern, readConcern, options }: MongoClient): void {
  if (writeConcern?.w !== undefined && writeConcern.w !== 'majority') {
    throw new Error(`The database URI asks for write concern ${writeConcern.w}; this service needs majority.`);
  }
  if (writeConcern?.journal === false)
    throw new Error('The database URI turns the journal off; this service needs it.');
  if (readConcern && !['majority', 'linearizable', 'snapshot'].includes(String(readConcern.level))) {
    throw new Error(`The database URI asks for read concern ${readConcern.level}; this service needs majority.`);
  }
  if (options.retryWrites === false)
    throw new Error('The database URI turns retryable writes off; this service needs them.');
}

async function requireCapable(client: MongoClient): Promise<void> {
  const hello = await client.db('admin').command({ hello: 1 });
  if (!hello.setName && hello.msg !== 'isdbgrid') {
    throw new Error('The database is a single server; this service needs a replica set or a sharded cluster.');
  }
  if (hello.maxWireVersion < WIRE_VERSION_6) throw new Error('The database is older than MongoDB 6.0.');
  if (hello.setName) await requireJournaledMajority(client);
}

async function requireJournaledMajority(client: MongoClient): Promise<void> {
  try {
    const { config } = await client.db('admin').command({ replSetGetConfig: 1 });
    if (config.writeConcernMajorityJournalDefault === false) {
      throw new Error('The replica set acknowledges majority writes before they are in the journal.');
    }
  } catch (error) {
    // A user who may not read the configuration of the set is an ordinary case.
    if (!(error instanceof MongoServerError && error.code === UNAUTHORIZED)) throw error;
  }
}
