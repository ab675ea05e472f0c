import { setTimeout as wait } from 'node:timers/promises';
import type { ClientSession, Collection, Document, MongoClient } from 'mongodb';

/** Between attempts to open a change stream that broke; the collection is read at each. */
const REOPEN_DELAY = 1_000;

/**
 * Calls `readNew` once, and again whenever something was inserted, until the signal aborts. The change stream only says
 * that there is something: order and completeness come from reading. Each stream starts at the time of a read before it,
 * so nothing falls between the two; while none can be had it goes on by polling.
 */
export async function followInserts<T extends Document>(
  client: MongoClient,
  collection: Collection<T>,
  readNew: (session: ClientSession) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await client.withSession((session) => followStream(session, collection, readNew, signal));
    } catch {
      await wait(REOPEN_DELAY, undefined, { signal }).catch(() => {});
    }
  }
}

async function followStream<T extends Document>(
  session: ClientSession,
  collection: Collection<T>,
  readNew: (session: ClientSession) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await readNew(session);
  if (signal.aborted) return;
  const since = session.operationTime;
  const pipeline = [{ $match: { operationType: 'insert' } }, { $project: { _id: 1 } }];
  const stream = collection.watch(pipeline, since ? { startAtOperationTime: since } : {});
  const close = () => void stream.close().catch(() => {});
  signal.addEventListener('abort', close, { once: true });
  try {
    for await (const _inserted of stream) {
      if (signal.aborted) return;
      await readNew(session);
    }
  } finally {
    signal.removeEventListener('abort', close);
    await stream.close();
  }
}
