import { setTimeout as wait } from 'node:timers/promises';
import { createLatencies } from './latencies.ts';
import { startPublisher } from './publisher.ts';
import { openReaders } from './reader.ts';
import { type Runtime, startService } from './service-process.ts';
import { until } from './until.ts';

export interface SlowReadersOptions {
  readonly runtime: Runtime;
  readonly mongoUri: string;
  readonly readers: number;
  /** How many of them stop reading. */
  readonly stopped: number;
  readonly perSecond: number;
  /** Milliseconds for which they do not read. */
  readonly pause: number;
}

export interface SlowReadersReport {
  readonly said: number;
  /** Milliseconds from saying an event to its arrival at a client that goes on reading, while others do not. */
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
  readonly violations: readonly string[];
  /** Streams that were cut; each came back and read on where it had stopped. */
  readonly cut: number;
  readonly readersCut: number;
  /** Processors that the service kept busy meanwhile. */
  readonly busy: number;
  readonly memory: { readonly before: number; readonly during: number; readonly after: number };
}

/** Lets some of many clients stop reading while events go on, and then read on. Everyone has each event once and in order in the end. */
export async function stopSomeReaders(options: SlowReadersOptions): Promise<SlowReadersReport> {
  const { runtime, mongoUri, perSecond } = options;
  const service = await startService({ runtime, mongoUri });
  const latencies = createLatencies();
  let measuring = false;
  const onLatency = (milliseconds: number) => {
    if (measuring) latencies.add(milliseconds);
  };
  const { url, token } = service;
  const reading = await openReaders(options.readers - options.stopped, { url, token, onLatency });
  const stopping = await openReaders(options.stopped, { url, token });
  const all = [...reading, ...stopping];
  const publisher = startPublisher(mongoUri, perSecond);
  try {
    await until(() => all.every(({ events }) => events > 10 * 3), 120_000, 'every client hears the first events');
    const before = await service.usage();
    measuring = true;
    for (const reader of stopping) reader.pause();
    await wait(options.pause);
    const during = await service.usage();
    measuring = false;
    for (const reader of stopping) reader.resume();
    const { said, newest } = await publisher.end();
    await until(() => all.every(({ lastId }) => lastId === newest), 120_000, 'every client has read everything');
    await wait(2_000);
    const after = await service.usage();
    return {
      said,
      p50: latencies.within(0.5),
      p99: latencies.within(0.99),
      slowest: latencies.within(1),
      violations: all.flatMap(({ violations }) => violations),
      cut: stopping.reduce((sum, { cuts }) => sum + cuts, 0),
      readersCut: reading.reduce((sum, { cuts }) => sum + cuts, 0),
      memory: { before: before.memory, during: during.memory, after: after.memory },
      busy: (during.cpu - before.cpu) / options.pause,
    };
  } finally {
    for (const reader of all) reader.close();
    await service.stop();
  }
}
