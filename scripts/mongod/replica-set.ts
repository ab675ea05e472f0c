import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, type Document, type MongoClient, MongoNetworkError, MongoServerError } from 'mongodb';

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
  const config = await currentConfig(admin);
  if (config === undefined) await initiate(admin, host);
  else if (config.members[0].host !== host) await rename(admin, config, host);

  const deadline = Date.now() + PRIMARY_WITHIN_MS;
  while (!(await isPrimary(admin))) {
    if (Date.now() > deadline) throw new Error(`MongoDB at ${host} did not become primary`);
    await sleep(20);
  }
}

async function currentConfig(admin: Db): Promise<Document | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (hasCode(error, NOT_YET_INITIALIZED)) return undefined;
    throw error;
  }
}

async function initiate(admin: Db, host: string): Promise<void> {
  try {
    await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  } catch (error) {
    if (!hasCode(error, ALREADY_INITIALIZED)) throw error;
  }
}

async function rename(admin: Db, { members, ...config }: Document, host: string): Promise<void> {
  const renamed = { ...config, version: config.version + 1, members: [{ ...members[0], host }] };
  await admin.command({ replSetReconfig: renamed, force: true }).catch(unlessDisconnected);
}

async function isPrimary(admin: Db): Promise<boolean> {
  const answer = await admin.command({ hello: 1 }).catch(unlessDisconnected);
  return answer?.isWritablePrimary === true;
}

/** A member that steps down, as each does when it is renamed, closes its connections. */
function unlessDisconnected(error: unknown): undefined {
  if (!(error instanceof MongoNetworkError)) throw error;
}

const hasCode = (error: unknown, code: number): boolean => error instanceof MongoServerError && error.code === code;
