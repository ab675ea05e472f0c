import { expect, test } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { runSeed } from './run-seed.ts';
import { simulate } from './simulate.ts';

const SEEDS = 5_000;

/** Within so many seeds every mutant must be found. */
const SEEDS_FOR_MUTANTS = 150;

/** For a machine that is busy with other things, too. */
const PATIENCE = 240_000;

test(
  `in ${SEEDS} seeds of losses, crashes and races nothing counts twice, nothing is lost, and every answer is true`,
  async () => {
    const seen = { recorded: 0, replayed: 0, existing: 0, refused: 0, read: 0, crossings: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { history, places } = await runSeed(seed);
      for (const { answer } of history.calls) {
        if (answer instanceof Error) seen.refused += 1;
        else if (!('outcome' in answer)) seen.read += 1;
        else if (answer.outcome !== 'nothing') seen[answer.outcome] += 1;
      }
      for (const accountId of new Set(places.map((place) => place.accountId))) {
        seen.crossings += history.entries(accountId).filter(({ thresholds }) => thresholds?.raised).length;
      }
    }
    // Each promise has been put to the test often: a workload that no longer does would pass everything.
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(SEEDS / 2);
  },
  PATIENCE,
);

test('a seed is the whole run: the same turns, entries and answers again', async () => {
  for (const seed of [1, 2, 3]) {
    const [one, two] = [await simulate(seed), await simulate(seed)];
    expect(two.trace).toEqual(one.trace);
    expect(two.history.calls).toEqual(one.history.calls);
    expect(two.finals).toEqual(one.finals);
  }
});

test.each(Object.entries(MUTANTS))(
  '%s is found out',
  async (_, mutate) => {
    const found = async () => {
      for (let seed = 1; seed <= SEEDS_FOR_MUTANTS; seed += 1) await runSeed(seed, { mutate });
    };
    await expect(found()).rejects.toThrow(/^Seed \d+: /);
  },
  PATIENCE,
);
