import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startKillableMongod } from '../faults/mongod-process.ts';
import { MUTANTS, runScenario } from './scenario.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Histories one after another, each of a seed and a database of its own. */
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '30' },
    workers: { type: 'string', default: '3' },
    clients: { type: 'string', default: '24' },
    /** Of the replica set; with 3, each kill of the primary is an election. */
    members: { type: 'string', default: '1' },
    /** Shows that the check can fail. */
    mutant: { type: 'string' },
  },
});

const mutant = MUTANTS.find((name) => name === values.mutant);
const mongod = await startKillableMongod('histories', Number(values.members));
let failed = false;
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const seed = Number(values.seed) + round;
    let restarts = 0;
    const { operations, entries, kills, violations } = await runScenario({
      uri: mongod.uri.replace('/histories', `/histories-${seed}`),
      seed,
      seconds: Number(values.seconds),
      answers: 0,
      workers: Number(values.workers),
      clients: Number(values.clients),
      killEvery: 1_500,
      ...(mutant && { mutant }),
      async disturb(ended) {
        for (;;) {
          await sleep(7_000);
          if (ended.aborted) return;
          await mongod.killAndRestart();
          restarts += 1;
        }
      },
    });
    const told = operations.filter((operation) => operation.told).length;
    console.log(
      `Seed ${seed}: ${told} answers of ${operations.length} calls, ${entries} entries, ${kills} kills of a worker, ` +
        `${restarts} of mongod: ${violations.length === 0 ? 'linearizable' : 'NOT linearizable'}`,
    );
    for (const { message } of violations) console.log(`  ${message}`);
    failed ||= violations.length > 0;
  }
} finally {
  await mongod.stop();
}
process.exit(failed ? 1 : 0);
