import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { isListening } from './ports.ts';

const GONE_WITHIN_MS = 8000;

/**
 * Ends the mongod behind `client`, closes the client and answers when the data in `dbPath` are closed. Works through
 * the connection, so it ends a mongod that this process did not start as well as one that it did.
 *
 * @throws Error when mongod still holds its data after 8 seconds
 */
export async function shutDown(client: MongoClient, port: number, dbPath: string): Promise<void> {
  const lock = join(dbPath, 'mongod.lock');
  const deadline = Date.now() + GONE_WITHIN_MS;
  while (await isHeld(lock)) {
    if (Date.now() > deadline) throw new Error(`MongoDB did not stop: it still holds ${lock}`);
    if (await isListening(port)) await askToEnd(client);
    else await sleep(20);
  }
  await client.close();
}

async function askToEnd(client: MongoClient): Promise<void> {
  // force: do not wait for other members to catch up, for there are none. A server that goes answers with an error.
  const shutdown = { shutdown: 1, force: true, timeoutSecs: 0 };
  await client
    .db('admin')
    .command(shutdown)
    .catch(() => {});
}

/** mongod empties its lock file as the last thing it does. */
async function isHeld(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && found.size > 0;
}
