import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startKillableMongod } from '../faults/mongod-process.ts';
import { openTestDatabase } from '../setup/database.ts';
import { MUTANTS, runScenario } from './scenario.ts';

const COMMON = { workers: 3, clients: 24, killEvery: 1_200, answers: 400 };
/** The entries that open the accounts. */
const OPENING = 10;
const PATIENCE = 120_000;

const { client, name, uri } = await openTestDatabase();

test(
  'what several processes answer is linearizable, though they and the database are killed',
  async () => {
    const mongod = await startKillableMongod('histories', 1);
    try {
      const { operations, entries, kills, violations } = await runScenario({
        ...COMMON,
        uri: mongod.uri,
        seed: 1,
        seconds: 8,
        async disturb() {
          await sleep(3_000);
          await mongod.killAndRestart();
        },
      });
      expect(violations).toEqual([]);
      // The kills came to something, and so did the calls.
      expect(kills).toBeGreaterThan(0);
      expect(operations.some(({ told }) => !told)).toBe(true);
      expect(entries).toBeGreaterThan(OPENING);
    } finally {
      await mongod.stop();
    }
  },
  PATIENCE,
);

/** On a busy machine so little may happen in one history that nobody could tell. */
const HISTORIES = 8;

test.each(MUTANTS)(
  'a mutant is found out: %s',
  async (mutant) => {
    const found: Error[] = [];
    for (let seed = 1; seed <= HISTORIES && found.length === 0; seed += 1) {
      const own = `${name}-${mutant}-${seed}`;
      const { violations } = await runScenario({ ...COMMON, uri: uri.replace(name, own), seed, seconds: 3, mutant });
      found.push(...violations);
      await client.db(own).dropDatabase();
    }

    expect(found).not.toEqual([]);
  },
  PATIENCE,
);
