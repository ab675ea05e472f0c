import type { Notification, NotificationLog } from '../../ports/notification-log.ts';
import { type EncodedEvent, encodeEvent } from './encode.ts';

/** How many of the newest events are kept encoded, so that clients who come back after a moment cost no query. */
const MOST_KEPT = 2_000;
const PAGE = 200;

/** What was said, as far as this process has told it. */
export interface History {
  /** Id of the newest event told; nothing is replayed beyond it. */
  readonly position: number;
  /** Begins at the end of the log. */
  load(): Promise<void>;
  add(notification: Notification): EncodedEvent;
  /** Whether everything after this id is still there. */
  reachesBackTo(id: number): Promise<boolean>;
  /** The next events after this id and up to the position, in order; empty where there are none. */
  after(id: number): Promise<readonly EncodedEvent[]>;
}

export function createHistory(log: NotificationLog): History {
  let position = 0;
  let kept: EncodedEvent[] = [];
  const firstKept = () => kept[0]?.event.id ?? position + 1;

  return {
    get position() {
      return position;
    },
    async load() {
      const { newest } = await log.bounds();
      kept = (await log.after(Math.max(0, newest - MOST_KEPT), MOST_KEPT))
        .filter(({ id }) => id <= newest)
        .map((notification) => encodeEvent(notification));
      position = newest;
    },
    add(notification) {
      const encoded = encodeEvent(notification);
      kept.push(encoded);
      if (kept.length > 2 * MOST_KEPT) kept = kept.slice(-MOST_KEPT);
      position = notification.id;
      return encoded;
    },
    async reachesBackTo(id) {
      if (id + 1 >= firstKept() && id <= position) return true;
      const { oldest, newest } = await log.bounds();
      return id + 1 >= oldest && id <= newest;
    },
    async after(id) {
      if (id + 1 >= firstKept()) {
        const from = id + 1 - firstKept();
        return kept.slice(from, from + PAGE);
      }
      const page = await log.after(id, PAGE);
      return page
        .filter((notification) => notification.id <= position)
        .map((notification) => encodeEvent(notification));
    },
  };
}
