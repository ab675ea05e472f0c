import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startTestMongod } from '../../scripts/mongod/start-test-mongod.ts';
import { pullCable } from './half-open.ts';
import { restartUnderReaders } from './restarts.ts';
import type { Runtime } from './service-process.ts';
import { stopSomeReaders } from './slow-readers.ts';

const HELP = `Puts the live events under stress, over real sockets and a real MongoDB, and fails where a promise is missed.

  --only slow|half-open|restarts   one of the three (may be repeated)
  --runtime node|deno              what the service runs on (node)
  --seconds 60                     how long the slow readers do not read
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    runtime: { type: 'string', default: 'node' },
    seconds: { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  },
});

/** Milliseconds within which an event reaches 99 of 100 of those who read, whatever the others do. */
const P99 = 250;
/** Milliseconds after which nothing is left of a client that has vanished. */
const GONE = 45_000;
/** Bytes that may be held more than before once everybody has read on: the newest events are kept encoded. */
const MORE_MEMORY = 32 * 2 ** 20;

const runtime: Runtime = values.runtime === 'deno' ? 'deno' : 'node';
const missed: string[] = [];

function hold(promise: string, kept: boolean): void {
  console.log(`  ${kept ? '✓' : '✗'} ${promise}`);
  if (!kept) missed.push(promise);
}

/** A figure of time means little where others compute on the same machine. */
const loadText = () => `load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`;
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

async function withMongod<T>(use: (uri: string) => Promise<T>): Promise<T> {
  const mongod = await startTestMongod();
  try {
    return await use(mongod.uri);
  } finally {
    await mongod.stop();
  }
}

const runs: Record<string, () => Promise<void>> = {
  async slow() {
    const seconds = Number(values.seconds);
    console.log(`200 of 1 000 clients stop reading for ${seconds} s at 100 events a second (${runtime})`);
    const load = { readers: 1_000, stopped: 200, perSecond: 100, pause: seconds * 1_000 };
    const report = await withMongod((mongoUri) => stopSomeReaders({ runtime, mongoUri, ...load }));
    const { before, during, after } = report.memory;
    console.log(`  ${report.said} events; ${report.cut} streams of those who do not read were cut`);
    console.log(`  those who read: p50 ${report.p50} ms, p99 ${report.p99} ms, slowest ${report.slowest} ms`);
    console.log(`  ${report.busy.toFixed(2)} of a processor busy with it; ${loadText()}`);
    console.log(`  memory ${mebibytes(before)} before, ${mebibytes(during)} meanwhile, ${mebibytes(after)} after`);
    hold(`p99 of those who read is at most ${P99} ms`, report.p99 <= P99);
    hold('memory returns', after - before <= MORE_MEMORY);
    hold('everyone has each event once and in order', report.violations.length === 0);
  },
  async 'half-open'() {
    console.log(`500 clients vanish as if their cable were pulled (${runtime})`);
    const { left, milliseconds, cuts } = await pullCable({ runtime, peers: 500 });
    console.log(`  ${left} left after ${(milliseconds / 1_000).toFixed(1)} s; of those who stayed ${cuts} were cut`);
    hold('nothing is left of them after 45 s', left === 0 && milliseconds <= GONE);
    if (runtime === 'node') hold('nobody else is cut', cuts === 0);
  },
  async restarts() {
    console.log(`The service is restarted 3 times under 200 clients at 100 events a second (${runtime})`);
    const load = { readers: 200, perSecond: 100, restarts: 3, between: 5_000 };
    const report = await withMongod((mongoUri) => restartUnderReaders({ runtime, mongoUri, ...load }));
    console.log(`  ${report.said} events, ${report.heard} times heard; ${report.cuts} streams had to be resumed`);
    for (const violation of report.violations.slice(0, 10)) console.log(`  ${violation}`);
    hold('everyone has each event once and in order', report.violations.length === 0);
  },
};

if (values.help) console.log(HELP);
else for (const name of values.only ?? Object.keys(runs)) await runs[name]?.();
if (missed.length > 0) {
  console.error(`\nMissed: ${missed.join('; ')}`);
  process.exitCode = 1;
}
