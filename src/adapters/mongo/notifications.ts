import type { ClientSession, Db, MongoClient } from 'mongodb';
import type { NewNotification, Notification, NotificationLog } from '../../ports/notification-log.ts';
import { isDuplicateKey } from './errors.ts';
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

/** Wait before an id that somebody else has just taken is counted on. */
const RETRY_DELAY = 5;

export function createMongoNotifications(client: MongoClient, db: Db): NotificationLog {
  const log = db.collection<StoredNotification>(NOTIFICATIONS);
  let appending: Promise<void> = Promise.resolve();

  async function newestId(): Promise<number> {
    const newest = await log.findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } });
    return newest?._id ?? 0;
  }

  /**
   * Counts on only from an id that most members have, so that no election can leave a gap behind it: an id that is taken
   * but not yet seen by a majority read is waited for.
   */
  async function append(notification: NewNotification): Promise<void> {
    for (;;) {
      const id = (await newestId()) + 1;
      try {
        await log.insertOne({ _id: id, ...notification, storedAt: new Date(), newest: true });
        await log.updateMany({ newest: true, _id: { $lt: id } }, { $set: { newest: false } });
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        if (error.keyPattern?.causeId) return;
        if (await log.findOne({ type: notification.type, causeId: notification.causeId })) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY));
      }
    }
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
      const appended = appending.then(() => append(notification));
      appending = appended.catch(() => {});
      return appended;
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
