/** Makes the demo in the database at MONGODB_URI, or in the embedded one of DATA_DIR, and says how far it is. Usage: node scripts/seed.ts */
import process from 'node:process';
import { mongoAdapters } from '../src/compose-mongo.ts';
import { readConfig } from '../src/config.ts';
import { seedDemo } from '../src/demo/seed-demo.ts';
import type { DemoProgressStore } from '../src/ports/demo-progress.ts';
import { startEmbeddedMongod } from './mongod/start-embedded-mongod.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort(new Error('Stopped')));

const { dataDir, mongoUri } = readConfig({ ...process.env, DEMO: '1' });
const mongod = mongoUri === null ? await startEmbeddedMongod({ dataDir, say: console.log }) : null;
try {
  const { ports, demoProgress, close } = await mongoAdapters(mongod?.uri ?? mongoUri ?? '');
  try {
    const made = await seedDemo(ports, saying(demoProgress), stopping.signal);
    console.log(made ? '100 %' : 'The demo is there already');
  } finally {
    await close();
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await mongod?.stop();
}

function saying(progress: DemoProgressStore): DemoProgressStore {
  return {
    ...progress,
    async advance(percent, label) {
      console.log(`${percent} % ${label}`);
      await progress.advance(percent, label);
    },
  };
}
