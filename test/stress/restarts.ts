import { setTimeout as wait } from 'node:timers/promises';
import { startPublisher } from './publisher.ts';
import { openReaders } from './reader.ts';
import { type Runtime, startService } from './service-process.ts';
import { until } from './until.ts';

export interface RestartsOptions {
  readonly runtime: Runtime;
  readonly mongoUri: string;
  readonly readers: number;
  readonly perSecond: number;
  readonly restarts: number;
  /** Milliseconds between a start and the next stop. */
  readonly between: number;
}

export interface RestartsReport {
  readonly said: number;
  readonly heard: number;
  readonly cuts: number;
  readonly violations: readonly string[];
}

/** Stops and kills the service in turn while events go on; its clients come back with the last id that they have read. */
export async function restartUnderReaders(options: RestartsOptions): Promise<RestartsReport> {
  const { runtime, mongoUri } = options;
  let service = await startService({ runtime, mongoUri });
  const { url, token, port } = service;
  const readers = await openReaders(options.readers, { url, token, reconnectAfter: 200 });
  const first = Math.max(...readers.map(({ lastId }) => lastId));
  const publisher = startPublisher(mongoUri, options.perSecond);
  try {
    await until(() => readers.every(({ events }) => events > 0), 120_000, 'every client hears something');
    for (let count = 0; count < options.restarts; count += 1) {
      await wait(options.between);
      await service.stop(count % 2 === 0 ? 'SIGTERM' : 'SIGKILL');
      service = await startService({ runtime, mongoUri, port });
      await until(() => readers.every(({ isOpen }) => isOpen), 120_000, 'every client has come back');
    }
    await wait(options.between);
    const { said, newest } = await publisher.end();
    await until(() => readers.every(({ lastId }) => lastId === newest), 120_000, 'every client has read everything');
    const missing = readers.filter(({ events }) => events !== newest - first);
    return {
      said,
      heard: readers.reduce((sum, { events }) => sum + events, 0),
      cuts: readers.reduce((sum, { cuts }) => sum + cuts, 0),
      violations: [
        ...readers.flatMap(({ violations }) => violations),
        ...missing.map(({ events }) => `${events} events read of ${newest - first}`),
      ],
    };
  } finally {
    for (const reader of readers) reader.close();
    await service.stop();
  }
}
