import { setTimeout as sleep } from 'node:timers/promises';
import { type MongoClient, MongoServerError } from 'mongodb';

const NOT_YET_INITIALIZED = 94;
const ALREADY_INITIALIZED = 23;
const PRIMARY_WITHIN_MS = 30_000;

/**
 * Makes the mongod behind `client` (a direct connection) the primary of a replica set of one that is reached at
 * `host`: initiates new data, and renames the only member where it used to be reached elsewhere.
 *
 * @throws Error when it has not become primary after 30 seconds
 */
export async function ensureReplicaSet(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members[0].host !== host) {
      const members = [{ ...config.members[0], host }];
      await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
    }
  } catch (error) {
    if (!hasCode(error, NOT_YET_INITIALIZED)) throw error;
    const config = { _id: 'rs0', members: [{ _id: 0, host }] };
    await admin.command({ replSetInitiate: config }).catch((refusal) => {
      if (!hasCode(refusal, ALREADY_INITIALIZED)) throw refusal;
    });
  }

  const deadline = Date.now() + PRIMARY_WITHIN_MS;
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
    if (Date.now() > deadline) throw new Error(`MongoDB at ${host} did not become primary`);
    await sleep(20);
  }
}

const hasCode = (error: unknown, code: number): boolean => error instanceof MongoServerError && error.code === code;
