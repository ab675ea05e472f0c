import process from 'node:process';
import { configure, getJsonLinesFormatter } from '@logtape/logtape';
import type { LogLevel } from './config.ts';

/** Structured logs, one JSON object a line on the standard output. Called once, by whoever starts the process. */
export async function configureLogging(lowestLevel: LogLevel): Promise<void> {
  // Whoever reads the lines may go away; the service goes on without them.
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', () => undefined);
  const format = getJsonLinesFormatter({ properties: 'flatten' });
  await configure({
    reset: true,
    sinks: { lines: (record) => void process.stdout.write(format(record)) },
    loggers: [
      { category: 'campaigns', lowestLevel, sinks: ['lines'] },
      { category: ['logtape', 'meta'], lowestLevel: 'warning', sinks: ['lines'] },
    ],
  });
}
