import type { CapacityFeed } from '../../ports/capacity-feed.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LiveEvents } from '../../ports/live-events.ts';
import type { Notification, NotificationLog } from '../../ports/notification-log.ts';
import { createCapacityChanges } from './capacity-changes.ts';
import { createChannels, wantedBy } from './channels.ts';
import { type Client, createClient } from './client.ts';
import { createGathering } from './gather.ts';
import { createHistory } from './history.ts';

/** Well within the 15 s after which an idle stream may be taken for dead. */
const BEAT_EVERY = 10_000;
const PAUSE = 500;
/** Milliseconds in which what is said goes out together, since a client costs by the chunk and not by the event. */
const GATHER = 25;

export interface HubPorts {
  readonly notifications: NotificationLog;
  readonly capacityFeed: Pick<CapacityFeed, 'follow'>;
  readonly clock: Clock;
  /** Null where there is no such campaign. */
  readonly companyOf: (campaignId: string) => Promise<string | null>;
}

export interface HubOptions {
  /** Told of what went wrong and is tried again. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds between the comments that keep an idle stream open. */
  readonly beatEvery?: number;
  /** Milliseconds in which what is said goes out together; 0 passes each on by itself. */
  readonly gatherFor?: number;
}

export interface Hub extends LiveEvents {
  /** Begins to follow; resolves when streams can be served. */
  start(): Promise<void>;
  /** Ends every stream and stops following. */
  close(): Promise<void>;
}

/** The fan-out of one process: it follows the notification log and the capacity feed once, for however many clients. */
export function createHub(ports: HubPorts, options: HubOptions): Hub {
  const history = createHistory(ports.notifications);
  const channels = createChannels();
  const clients = new Set<Client>();
  const closing = new AbortController();
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {});
  let watchers = 0;
  let following: Promise<unknown> = Promise.resolve();
  let heart: ReturnType<typeof setInterval> | undefined;

  const changes = createCapacityChanges({
    companyOf: ports.companyOf,
    mayConcern: channels.mayConcern,
    tell: channels.deliver,
    onError: options.onError,
  });

  async function again(follow: () => Promise<void>): Promise<void> {
    while (!closing.signal.aborted) {
      await follow().catch(options.onError);
      await pause(closing.signal);
    }
  }

  /** What was gathered becomes history as it is told, so that a client who comes in between hears it once. */
  const said = createGathering<Notification>(
    (notifications) => channels.deliver(notifications.map(history.add)),
    options.gatherFor ?? GATHER,
    options.onError,
  );

  function followNotifications(): Promise<void> {
    let last = history.position;
    return again(() =>
      ports.notifications.follow(
        last,
        (notification) => {
          if (notification.id <= last) return;
          last = notification.id;
          said.add(notification);
        },
        closing.signal,
      ),
    );
  }

  function followChanges(): Promise<void> {
    let resumeAt: string | null = null;
    return again(() =>
      ports.capacityFeed
        .follow(
          resumeAt,
          (commit, at) => {
            resumeAt = at;
            changes.add(commit);
          },
          closing.signal,
        )
        .catch((error) => {
          if (error instanceof Error && error.name === 'RESUME_LOST') resumeAt = null;
          throw error;
        }),
    );
  }

  return {
    async start() {
      await history.load();
      ready.resolve();
      following = Promise.all([followNotifications(), followChanges()]);
      heart = setInterval(() => {
        for (const client of clients) client.beat();
      }, options.beatEvery ?? BEAT_EVERY);
    },

    subscribe({ lastEventId, signal, cutAfter, ...subscription }) {
      const wanted = wantedBy({ ...subscription });
      let leaveChannel = () => {};
      const client = createClient({
        wanted,
        lastEventId,
        history,
        ready: ready.promise,
        now: ports.clock.now,
        goLive(one) {
          if (wanted) leaveChannel = channels.join(wanted, one);
        },
        onEnd(one) {
          leaveChannel();
          clients.delete(one);
          clearTimeout(cutting);
          signal.removeEventListener('abort', one.end);
        },
      });
      const cutting = cutAfter === null ? undefined : setTimeout(client.cut, cutAfter);
      clients.add(client);
      signal.addEventListener('abort', client.end, { once: true });
      if (signal.aborted || closing.signal.aborted) client.end();
      return client.stream;
    },

    watch(subscription, onEvent, onEnd) {
      const { signal } = subscription;
      if (signal.aborted) return;
      if (closing.signal.aborted) return onEnd();
      closing.signal.addEventListener('abort', onEnd, { once: true, signal });
      const wanted = wantedBy(subscription);
      if (!wanted) return;
      watchers += 1;
      const leave = channels.join(wanted, {
        deliver(events) {
          try {
            for (const encoded of events) onEvent(encoded.seenBy(wanted.audience));
          } catch (error) {
            options.onError(error);
          }
        },
      });
      signal.addEventListener(
        'abort',
        () => {
          watchers -= 1;
          leave();
        },
        { once: true },
      );
    },

    clients: () => clients.size + watchers,

    async close() {
      closing.abort();
      changes.stop();
      said.stop();
      clearInterval(heart);
      for (const client of clients) client.end();
      await following;
    },
  };
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, PAUSE);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
