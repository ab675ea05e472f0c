import process from 'node:process';
import { parseArgs } from 'node:util';
import { checkRun } from './checks/check-run.ts';
import { runSeed } from './run-seed.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    /** One seed, told turn by turn and entry by entry. */
    seed: { type: 'string' },
    /** So many seeds, from the first on. */
    seeds: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
  },
});

if (values.seed === undefined) await runMany(Number(values.from), Number(values.seeds));
else await tellOne(Number(values.seed));

async function tellOne(seed: number): Promise<void> {
  const run = await simulate(seed);
  console.log(run.trace.join('\n'));
  for (const accountId of new Set(run.places.map((place) => place.accountId))) {
    console.log(`\n${accountId}`);
    for (const { sequence, campaignId, kind, subject, quantity, key, after } of run.history.entries(accountId)) {
      const figures = `consumed ${after.consumed}, held ${after.held}, limit ${after.hardLimit}`;
      console.log(`${sequence} ${kind} ${quantity} in ${campaignId} for ${subject} by ${key}: ${figures}`);
    }
  }
  checkRun(run);
  console.log(`\nSeed ${seed}: as promised.`);
}

async function runMany(first: number, count: number): Promise<void> {
  const started = performance.now();
  const sum = { turns: 0, calls: 0, entries: 0 };
  for (let seed = first; seed < first + count; seed += 1) {
    const { places, history, trace } = await runSeed(seed).catch(fail);
    sum.turns += trace.length;
    sum.calls += history.calls.length;
    const accountIds = new Set(places.map(({ accountId }) => accountId));
    for (const accountId of accountIds) sum.entries += history.entries(accountId).length;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { turns, calls, entries } = sum;
  console.log(`${count} seeds in ${seconds} s: ${turns} turns, ${calls} answers, ${entries} entries, all as promised.`);
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}
