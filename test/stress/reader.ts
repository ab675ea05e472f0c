import { connect, type Socket } from 'node:net';

export interface ReaderOptions {
  readonly url: string;
  readonly token: string;
  /** Told how many milliseconds after it was said each event arrived. */
  readonly onLatency?: (milliseconds: number) => void;
  /** Milliseconds before it comes back after its stream has ended. */
  readonly reconnectAfter?: number;
}

/** A client of the event stream over a bare socket, which comes back with the last id that it has read. */
export interface Reader {
  /** Of the newest event read; before the first the place where the stream began. */
  readonly lastId: number;
  readonly events: number;
  /** How often its stream had ended before it was closed here. */
  readonly cuts: number;
  /** What it read in another order than it was said, left out, or read twice. */
  readonly violations: readonly string[];
  readonly isOpen: boolean;
  pause(): void;
  resume(): void;
  close(): void;
}

const SAID_AT = '"saidAt":';
const PLACE = /^: connected\nretry: \d+\nid: (\d+)$/m;

/** Opens a stream; it resolves once the service has answered. */
export async function openReader(options: ReaderOptions): Promise<Reader> {
  const { url, token, onLatency, reconnectAfter = 500 } = options;
  const { hostname, port, host } = new URL(url);
  const violations: string[] = [];
  let socket: Socket;
  let lastId: number | null = null;
  let events = 0;
  let cuts = 0;
  let isOpen = false;
  let closed = false;

  function read(text: string): void {
    const place = lastId === null ? PLACE.exec(text) : null;
    if (place) lastId = Number(place[1]);
    const now = performance.timeOrigin + performance.now();
    // Looked for by hand: a thousand readers of a hundred events a second would else measure the expression.
    for (let at = text.indexOf('\nevent: '); at >= 0; at = text.indexOf('\nevent: ', at + 1)) {
      const id = Number(text.slice(text.lastIndexOf(' ', at) + 1, at));
      if (text.startsWith('reset', at + 8)) violations.push(`reset to ${id} after ${lastId}`);
      else if (lastId !== null && id !== lastId + 1) violations.push(`${id} after ${lastId}`);
      lastId = id;
      events += 1;
      if (!onLatency) continue;
      const said = text.indexOf(SAID_AT, at) + SAID_AT.length;
      onLatency(now - Number.parseFloat(text.slice(said, said + 18)));
    }
  }

  function open(): Promise<void> {
    return new Promise((resolve, reject) => {
      socket = connect(Number(port), hostname);
      let text = '';
      let answered = false;
      socket.setEncoding('latin1');
      socket.on('data', (piece) => {
        text += piece;
        if (!answered && text.includes('\r\n\r\n')) {
          answered = isOpen = text.startsWith('HTTP/1.1 200');
          if (answered) resolve();
          else socket.destroy(new Error(text));
        }
        const end = text.lastIndexOf('\n\n') + 2;
        if (end < 2) return;
        read(text.slice(0, end));
        text = text.slice(end);
      });
      socket.on('error', (error) => reject(error));
      socket.on('close', () => {
        isOpen = false;
        if (!answered) reject(new Error('The stream was not opened'));
        else if (!closed) cuts += 1;
        if (!closed && answered) comeBack();
      });
      const resumeAt = lastId === null ? '' : `Last-Event-ID: ${lastId}\r\n`;
      socket.write(
        `GET /api/v1/events?types=campaign.transitioned HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n${resumeAt}Accept: text/event-stream\r\n\r\n`,
      );
    });
  }

  function comeBack(): void {
    setTimeout(() => {
      if (!closed) open().catch(comeBack);
    }, reconnectAfter);
  }

  await open();
  return {
    get lastId() {
      return lastId ?? 0;
    },
    get events() {
      return events;
    },
    get cuts() {
      return cuts;
    },
    get isOpen() {
      return isOpen;
    },
    violations,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close() {
      closed = true;
      socket.destroy();
    },
  };
}

const AT_ONCE = 100;

/** Opens so many streams, some at a time. */
export async function openReaders(count: number, options: ReaderOptions): Promise<Reader[]> {
  const readers: Reader[] = [];
  while (readers.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - readers.length) }, () => openReader(options));
    readers.push(...(await Promise.all(some)));
  }
  return readers;
}
