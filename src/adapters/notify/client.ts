import { hears, type Listener, type Wanted } from './channels.ts';
import { type EncodedEvent, encodeReset, encodeWelcome, HEARTBEAT, join } from './encode.ts';
import type { History } from './history.ts';

/** Bytes that may wait for a reader before it is taken for too slow and cut; they are shared with everybody else's. */
const MOST_WAITING = 1024 * 1024;

/** One open stream. */
export interface Client extends Listener {
  readonly stream: ReadableStream<Uint8Array>;
  beat(): void;
  /** Ends the stream; what waits for the reader is still read. */
  end(): void;
  /** Ends the stream and its connection at once; what waits is not read. */
  cut(): void;
}

export interface ClientOptions {
  /** Null: hears nothing and only stays open. */
  readonly wanted: Wanted | null;
  readonly lastEventId: number | null;
  readonly history: History;
  /** Resolved once the history is loaded. */
  readonly ready: Promise<void>;
  readonly now: () => number;
  /** Puts the client among those who hear live events, from the history's position on. */
  readonly goLive: (client: Client) => void;
  /** Called once, when the stream has ended for whatever reason. */
  readonly onEnd: (client: Client) => void;
}

/**
 * A stream that catches up from the log at its reader's pace, and from then on hears every event as it happens. A reader who lets
 * too much wait is cut: it can resume from the last id it has read.
 */
export function createClient(options: ClientOptions): Client {
  const { wanted, lastEventId, history, ready, now, goLive, onEnd } = options;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let ended = false;
  let roomMade: () => void = () => {};
  /** A process that heard of an event earlier may have told it: this one is then behind its client, and leaves it out. */
  let heardUpTo = 0;

  const stream = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      pull: () => roomMade(),
      cancel: () => leave(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING }),
  );

  const hasRoom = () => (controller.desiredSize ?? 0) > 0;

  function leave(): void {
    if (ended) return;
    ended = true;
    roomMade();
    onEnd(client);
  }

  function send(bytes: Uint8Array): void {
    if (ended) return;
    if (hasRoom()) controller.enqueue(bytes);
    else cut();
  }

  function cut(): void {
    if (ended) return;
    leave();
    controller.error(new StreamCut());
  }

  async function catchUp(): Promise<void> {
    await ready;
    let told = lastEventId ?? history.position;
    send(encodeWelcome(lastEventId === null ? told : null));
    if (lastEventId !== null && !(await history.reachesBackTo(told))) {
      told = history.position;
      send(encodeReset(told, now()));
    }
    // Nothing may be awaited between the last look at the position and going live, or an event would fall in between.
    while (!ended && told < history.position) {
      const page = await history.after(told);
      const heard = wanted ? page.filter(({ event }) => hears(wanted, event)) : [];
      if (wanted && heard.length > 0) {
        await room();
        send(join(heard.map((encoded) => encoded.bytesFor(wanted.audience))));
      }
      told = page.at(-1)?.event.id ?? history.position;
    }
    heardUpTo = told;
    if (!ended) goLive(client);
  }

  async function room(): Promise<void> {
    while (!ended && !hasRoom()) {
      await new Promise<void>((resolve) => {
        roomMade = resolve;
      });
    }
  }

  const client: Client = {
    stream,
    deliver(events, bytes) {
      const isNew = ({ event }: EncodedEvent) => event.id === null || event.id > heardUpTo;
      if (events.every(isNew)) return send(bytes());
      const left = events.filter(isNew);
      if (wanted && left.length > 0) send(join(left.map((encoded) => encoded.bytesFor(wanted.audience))));
    },
    beat() {
      if (!ended && hasRoom()) controller.enqueue(HEARTBEAT);
    },
    end() {
      if (ended) return;
      leave();
      controller.close();
    },
    cut,
  };
  catchUp().catch((error) => {
    if (ended) return;
    leave();
    controller.error(error);
  });
  return client;
}

/** Ends a stream at once; by its code the HTTP server takes it for a client that has gone, which it soon will be. */
class StreamCut extends Error {
  override readonly name = 'StreamCut';
  readonly code = 'ERR_STREAM_PREMATURE_CLOSE';

  constructor() {
    super('The stream was cut; its reader can resume from the last event it has read');
  }
}
