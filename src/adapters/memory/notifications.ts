import type { Notification, NotificationLog } from '../../ports/notification-log.ts';
import { stored } from './tables.ts';

export function createMemoryNotifications(): NotificationLog {
  const log: Notification[] = [];
  const said = new Set<string>();
  const listeners = new Set<() => void>();

  return {
    async append(notification) {
      const cause = JSON.stringify([notification.type, notification.causeId]);
      if (said.has(cause)) return;
      said.add(cause);
      log.push(stored({ ...notification, id: log.length + 1 }));
      for (const listener of listeners) listener();
    },
    after: async (id, limit) => log.slice(Math.max(id, 0), Math.max(id, 0) + limit),
    bounds: async () => ({ oldest: log.length === 0 ? 0 : 1, newest: log.length }),
    follow(afterId, onNotification, signal) {
      return new Promise((resolve) => {
        let next = Math.max(afterId, 0);
        const deliver = () => {
          for (let found = log[next]; found && !signal.aborted; found = log[next]) {
            next += 1;
            onNotification(found);
          }
        };
        const stop = () => {
          listeners.delete(deliver);
          resolve();
        };
        if (signal.aborted) return stop();
        signal.addEventListener('abort', stop, { once: true });
        listeners.add(deliver);
        deliver();
      });
    },
  };
}
