import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { issueToken } from '../../../src/adapters/http/auth.ts';
import { HOUR } from '../../../src/core/domain/shared/time.ts';
import { overSocket } from '../../http/socket.ts';
import { ADMIN, SECRET } from '../../http/support.ts';
import { createWorld } from '../../http/world.ts';
import { median } from '../drive.ts';
import { startMongo } from '../mongo.ts';
import { type Comparison, milliseconds } from '../report.ts';
import { startService } from '../service-process.ts';

const LISTENERS = 1_000;
const WITHIN = 250;
const HELD = 10_000;
const AT_ONCE = 200;

/** How soon after its answer an alert reaches every listener, and how many streams one process holds. */
export async function measureLive(rounds: number): Promise<Comparison[]> {
  const mongo = await startMongo();
  const service = await startService(mongo.uri, SECRET, 'mongo');
  const listeners: Listener[] = [];
  try {
    const token = await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR);
    const world = createWorld(overSocket(service.url));
    const companyId = await world.company();
    await connectMany(listeners, LISTENERS, service.url, token);
    const slowest: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const campaignId = await world.recruiting(companyId, { model: 'custom', capacityUnit: 'session', capacity: 10 });
      const heard = Promise.all(listeners.map((listener) => listener.hears(campaignId)));
      await world.consume(campaignId, 'crossing', { quantity: 8 });
      const answered = performance.now();
      const times = await heard;
      slowest.push(Math.max(...times) - answered);
    }
    await connectMany(listeners, HELD - LISTENERS, service.url, token);
    await sleep(3_000);
    const held = listeners.filter(({ open }) => open()).length;
    const last = median(slowest);
    return [
      {
        name: `an alert at the last of ${LISTENERS} listeners`,
        ours: milliseconds(last),
        other: milliseconds(WITHIN),
        ratio: last / WITHIN,
        target: 1,
        atMost: true,
      },
      { name: 'streams held by one process', ours: String(held), other: String(HELD), ratio: held / HELD, target: 1 },
    ];
  } finally {
    for (const listener of listeners) listener.close();
    await service.stop();
    await mongo.stop();
  }
}

interface Listener {
  /** When an alert of the campaign arrives, by the clock of this process. */
  hears(campaignId: string): Promise<number>;
  open(): boolean;
  close(): void;
}

async function connectMany(listeners: Listener[], count: number, url: string, token: string): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - done) }, () => listen(url, token));
    listeners.push(...(await Promise.all(some)));
  }
}

/** A bare socket: ten thousand clients of a proper HTTP library would measure the library. */
async function listen(url: string, token: string): Promise<Listener> {
  const { hostname, port, host } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  const waiting = new Map<string, (at: number) => void>();
  let text = '';
  let open = true;
  socket.setEncoding('utf8');
  socket.on('close', () => {
    open = false;
  });
  socket.on('error', () => {});
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('data', (head) =>
      String(head).startsWith('HTTP/1.1 200') ? resolve() : reject(new Error(String(head))),
    );
    socket.once('close', () => reject(new Error('The stream was not opened')));
  });
  socket.on('data', (piece) => {
    text = (text + piece).slice(-4_096);
    for (const [campaignId, tell] of waiting) {
      if (!text.includes(`"subject":"${campaignId}"`)) continue;
      waiting.delete(campaignId);
      tell(performance.now());
    }
  });
  socket.write(
    `GET /api/v1/events?types=capacity.alert HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n\r\n`,
  );
  await connected;
  return {
    hears: (campaignId) => new Promise((resolve) => waiting.set(campaignId, resolve)),
    open: () => open,
    close: () => socket.destroy(),
  };
}

function sleep(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
