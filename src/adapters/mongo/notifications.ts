import type { ClientSession, Db, MongoClient } from 'mongodb';
import type { NewNotification, Notification, NotificationLog } from '../../ports/notification-log.ts';
import { followInserts } from './follow-inserts.ts';

interface StoredNotification extends NewNotification {
  readonly _id: number;
  readonly storedAt: Date;
  /** The newest is never removed, however old, since the next id is counted from it. */
  readonly newest: boolean;
}

export const NOTIFICATIONS = 'notifications';

/** Notifications read at once. */
const BATCH = 500;

/** Notifications appended at once. */
const MOST_TOGETHER = 200;

/** Wait before an id that somebody else has just taken is counted on. */
const RETRY_DELAY = 5;

const DUPLICATE_KEY = 11_000;

interface Waiting {
  readonly notification: NewNotification;
  readonly done: PromiseWithResolvers<void>;
}

interface InsertReply {
  readonly writeConcernError?: { readonly code: number };
  readonly writeErrors?: readonly { code: number; index: number; keyPattern?: Readonly<Record<string, number>> }[];
}

export function createMongoNotifications(client: MongoClient, db: Db): NotificationLog {
  const log = db.collection<StoredNotification>(NOTIFICATIONS);
  let waiting: Waiting[] = [];
  let appending = false;

  async function newestId(): Promise<number> {
    const newest = await log.findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } });
    return newest?._id ?? 0;
  }

  /** Appends what waits, together; what comes meanwhile forms the next batch. */
  async function appendWaiting(): Promise<void> {
    appending = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_TOGETHER);
      waiting = waiting.slice(MOST_TOGETHER);
      try {
        await appendBatch(batch);
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    appending = false;
  }

  /**
   * Counts on only from an id that most members have, so that no election can leave a gap behind it: an id that is taken
   * but not yet seen by a majority read is waited for. The insert is ordered, so whatever stops it leaves no gap either.
   */
  async function appendBatch(batch: readonly Waiting[]): Promise<void> {
    let left = batch;
    while (left.length > 0) {
      const first = (await newestId()) + 1;
      const refusal = await insert(left, first);
      const written = refusal?.index ?? left.length;
      if (written > 0) {
        await log.updateMany({ newest: true, _id: { $lt: first + written - 1 } }, { $set: { newest: false } });
      }
      for (const { done } of left.slice(0, written)) done.resolve();
      left = left.slice(written);
      const refused = left[0];
      if (!refusal || !refused) continue;
      if (refusal.keyPattern?.causeId || (await isSaid(refused.notification))) {
        refused.done.resolve();
        left = left.slice(1);
      } else {
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
      }
    }
  }

  /** The plain command says which document was refused, and by which key; null where none was. */
  async function insert(batch: readonly Waiting[], first: number) {
    const storedAt = new Date();
    const documents = batch.map(({ notification }, at) => ({
      _id: first + at,
      ...notification,
      storedAt,
      newest: true,
    }));
    const command = { insert: NOTIFICATIONS, documents, ordered: true, writeConcern: { w: 'majority' } };
    const reply: InsertReply = await db.command(command);
    const refusal = reply.writeErrors?.[0];
    const failure = reply.writeConcernError ?? (refusal?.code === DUPLICATE_KEY ? null : refusal);
    if (failure) throw new Error(`Notifications could not be appended: code ${failure.code}`);
    return refusal ?? null;
  }

  async function isSaid({ type, causeId }: NewNotification): Promise<boolean> {
    return (await log.findOne({ type, causeId }, { projection: { _id: 1 } })) !== null;
  }

  async function after(id: number, limit: number, session?: ClientSession): Promise<Notification[]> {
    const options = session ? { session } : {};
    const found = await log
      .find({ _id: { $gt: id } }, options)
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return found.map(({ _id, storedAt: _storedAt, newest: _newest, ...notification }) => ({
      id: _id,
      ...notification,
    }));
  }

  return {
    append(notification) {
      const done = Promise.withResolvers<void>();
      waiting.push({ notification, done });
      if (!appending) appendWaiting();
      return done.promise;
    },
    after: (id, limit) => after(id, limit),
    async bounds() {
      const [oldest, newest] = await Promise.all([
        log.findOne({}, { sort: { _id: 1 }, projection: { _id: 1 } }),
        newestId(),
      ]);
      return { oldest: oldest?._id ?? 0, newest };
    },
    async follow(afterId, onNotification, signal) {
      let last = afterId;
      async function deliverNew(session: ClientSession): Promise<void> {
        for (;;) {
          const found = await after(last, BATCH, session);
          for (const notification of found) {
            if (signal.aborted) return;
            last = notification.id;
            onNotification(notification);
          }
          if (found.length < BATCH) return;
        }
      }
      await followInserts(client, log, deliverNew, signal);
    },
  };
}
