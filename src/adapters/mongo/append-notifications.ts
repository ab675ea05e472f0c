import { setTimeout as wait } from 'node:timers/promises';
import { type Collection, MongoBulkWriteError } from 'mongodb';
import type { NewNotification } from '../../ports/notification-log.ts';
import { isDuplicateKey } from './errors.ts';

export interface StoredNotification extends NewNotification {
  readonly _id: number;
  readonly storedAt: Date;
  /** The newest is never removed, however old, since the next id is counted from it. */
  readonly newest: boolean;
}

/** Notifications appended at once. */
const MOST_TOGETHER = 200;

/** Wait before an id that somebody else has just taken is counted on. */
const RETRY_DELAY = 5;

interface Waiting {
  readonly notification: NewNotification;
  readonly done: PromiseWithResolvers<void>;
}

/** Appends one after another; what comes while a write is under way goes together into the next. */
export function createAppender(log: Collection<StoredNotification>): (notification: NewNotification) => Promise<void> {
  let waiting: Waiting[] = [];
  let appending = false;

  async function appendWaiting(): Promise<void> {
    appending = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_TOGETHER);
      waiting = waiting.slice(MOST_TOGETHER);
      await appendBatch(log, batch).catch((error) => {
        for (const { done } of batch) done.reject(error);
      });
    }
    appending = false;
  }

  return (notification) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ notification, done });
    if (!appending) appendWaiting();
    return done.promise;
  };
}

/**
 * Counts on only from an id that most members have, so that no election can leave a gap behind it: an id that is taken
 * but not yet seen by a majority read is waited for. The insert is ordered, so whatever stops it leaves no gap either.
 */
async function appendBatch(log: Collection<StoredNotification>, batch: readonly Waiting[]): Promise<void> {
  let left = batch;
  while (left.length > 0) {
    const first = (await newestId(log)) + 1;
    const written = await insert(log, left, first);
    if (written > 0) {
      await log.updateMany({ newest: true, _id: { $lt: first + written - 1 } }, { $set: { newest: false } });
    }
    for (const { done } of left.slice(0, written)) done.resolve();
    left = left.slice(written);
    const [refused] = left;
    if (!refused) return;
    if (await isSaid(log, refused.notification)) {
      refused.done.resolve();
      left = left.slice(1);
    } else {
      await wait(RETRY_DELAY);
    }
  }
}

/** How many were written before one was refused, because its id or its cause stands already. */
async function insert(log: Collection<StoredNotification>, batch: readonly Waiting[], first: number): Promise<number> {
  const storedAt = new Date();
  const documents = batch.map(({ notification }, at) => ({ _id: first + at, ...notification, storedAt, newest: true }));
  try {
    await log.insertMany(documents, { ordered: true });
    return documents.length;
  } catch (error) {
    if (error instanceof MongoBulkWriteError && isDuplicateKey(error)) return error.insertedCount;
    throw error;
  }
}

/** Id of the newest notification that most members have, 0 before the first. */
export async function newestId(log: Collection<StoredNotification>): Promise<number> {
  const newest = await log.findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } });
  return newest?._id ?? 0;
}

async function isSaid(log: Collection<StoredNotification>, { type, causeId }: NewNotification): Promise<boolean> {
  return (await log.findOne({ type, causeId }, { projection: { _id: 1 } })) !== null;
}
