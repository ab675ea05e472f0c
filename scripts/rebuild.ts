/**
 * Folds the log of every capacity account anew and holds checkpoints and listed figures to it.
 * Usage: npm run rebuild, with MONGODB_URI or the embedded database of DATA_DIR. Ends with 1 where something had differed.
 */
import process from 'node:process';
import { mongoAdapters } from '../src/compose-mongo.ts';
import { readConfig } from '../src/config.ts';
import { rebuildAccount } from '../src/core/usecases/capacity/rebuild-account.ts';
import { startEmbeddedMongod } from './mongod/start-embedded-mongod.ts';

const { dataDir, mongoUri } = readConfig({ ...process.env, DEMO: '1' });
const mongod = mongoUri === null ? await startEmbeddedMongod({ dataDir, say: console.log }) : null;
try {
  const { ports, close } = await mongoAdapters(mongod?.uri ?? mongoUri ?? '');
  try {
    let accounts = 0;
    let entries = 0;
    for await (const { accountId } of ports.capacityFeed.heads()) {
      const { account, agreed } = await rebuildAccount(ports, accountId);
      accounts += 1;
      entries += account.sequence;
      if (agreed) continue;
      process.exitCode = 1;
      console.log(`${accountId}: its checkpoint did not agree with its log and is gone`);
    }
    console.log(`${entries} entries of ${accounts} accounts folded.`);
  } finally {
    await close();
  }
} finally {
  await mongod?.stop();
}
