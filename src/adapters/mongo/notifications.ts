import type { ClientSession, Db, MongoClient } from 'mongodb';
import type { Notification, NotificationLog } from '../../ports/notification-log.ts';
import { createAppender, newestId, type StoredNotification } from './append-notifications.ts';
import { followInserts } from './follow-inserts.ts';

export const NOTIFICATIONS = 'notifications';

/** Notifications read at once. */
const BATCH = 500;

export function createMongoNotifications(client: MongoClient, db: Db): NotificationLog {
  const log = db.collection<StoredNotification>(NOTIFICATIONS);
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
    append: createAppender(log),
    after: (id, limit) => after(id, limit),
    async bounds() {
      const [oldest, newest] = await Promise.all([
        log.findOne({}, { sort: { _id: 1 }, projection: { _id: 1 } }),
        newestId(log),
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
