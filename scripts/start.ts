import process from 'node:process';
import { readConfig } from '../src/config.ts';
import { type EmbeddedMongod, startEmbeddedMongod } from './mongod/start-embedded-mongod.ts';

const STOP_SERVICE_WITHIN_MS = 7000;
const STOP_WITHIN_MS = 10_000;

interface Service {
  url: string;
  stop(): Promise<void>;
}

const signalled = firstSignal();
let mongod: EmbeddedMongod | undefined;
let service: Service | undefined;

try {
  const { dataDir, mongoUri } = readConfig(process.env);
  const { run } = await import('../src/main.ts');
  if (mongoUri === null) mongod = await startEmbeddedMongod({ dataDir, say: console.log });
  service = await run({ mongoUri: mongod?.uri ?? mongoUri ?? '', env: process.env });
  console.log(`Ready: ${service?.url} (Ctrl-C stops it)`);
} catch (error) {
  await end(explain(error));
}

await signalled;
console.log('Stopping …');
await end(0);

/** Ends the service, then its MongoDB, then the process, all within ten seconds. */
async function end(code: number): Promise<never> {
  setTimeout(() => process.exit(code || 1), STOP_WITHIN_MS);
  const complain = (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  };
  const done = () => 0;
  const stopped = await Promise.race([service?.stop().then(done, complain) ?? 0, later(STOP_SERVICE_WITHIN_MS)]);
  const ended = (await mongod?.stop().then(done, complain)) ?? 0;
  process.exit(code || stopped || ended);
}

/** The exit code of a failed start. An error that carries one is meant for people: its message is enough for them. */
function explain(error: unknown): number {
  if (error instanceof Error && 'exitCode' in error) {
    console.error(error.message);
    return Number(error.exitCode);
  }
  console.error(error);
  return 1;
}

/** Settles at the first SIGINT or SIGTERM. Further ones change nothing: npm sends Ctrl-C on to a process that has it. */
function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
}

function later(ms: number): Promise<number> {
  return new Promise((resolve) => {
    setTimeout(() => {
      console.error(`The service did not stop within ${ms / 1000} s.`);
      resolve(1);
    }, ms).unref();
  });
}
