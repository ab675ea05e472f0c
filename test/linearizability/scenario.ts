import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { commitsOf, ensureCapacityIndexes } from '../../src/adapters/mongo/capacity-collections.ts';
import { createMongoCapacityLog } from '../../src/adapters/mongo/capacity-log.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { createUuids } from '../../src/adapters/system/ids.ts';
import type { Commit } from '../../src/core/domain/capacity/account.ts';
import { belongsToSubject } from '../../src/core/domain/shared/quantity.ts';
import { createCapacityAccounts } from '../../src/core/usecases/capacity/accounts.ts';
import { type Chance, createChance } from '../simulator/chance.ts';
import { checkCommits } from '../simulator/checks/check-commits.ts';
import { checkLog } from '../simulator/checks/check-log.ts';
import { pastOf } from '../simulator/checks/truth.ts';
import { drawAccount, type Place, statusOf, termsOf } from '../simulator/places.ts';
import { createWorkload } from '../simulator/workload.ts';
import { checkHistory } from './check-history.ts';
import type { Operation } from './operation.ts';
import { recordHistory } from './record-history.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** `same-keys`: without its unique index, so that a key can count twice. `blind`: workers never hear that another one wrote. */
export const MUTANTS = ['same-keys', 'blind'] as const;
export type Mutant = (typeof MUTANTS)[number];

export interface Scenario {
  /** With a database that is this scenario's own. */
  readonly uri: string;
  readonly seed: number;
  /** It ends after so long, and not before so many calls have been told something. */
  readonly seconds: number;
  readonly answers: number;
  readonly workers: number;
  readonly clients: number;
  /** Milliseconds between two kills of a worker. */
  readonly killEvery: number;
  /** Breaks one promise, to see that the check can fail. */
  readonly mutant?: Mutant;
  /** What else is done to the database meanwhile. */
  readonly disturb?: (ended: AbortSignal) => Promise<void>;
}

export interface Outcome {
  readonly operations: readonly Operation[];
  readonly entries: number;
  readonly kills: number;
  /** The first thing that is not so, for each account where there is one. */
  readonly violations: readonly Error[];
}

/** Lets clients and kills loose on workers over one database, and then checks the history of every account. */
export async function runScenario(scenario: Scenario): Promise<Outcome> {
  const mongo = await connectMongo(scenario.uri);
  try {
    const chance = createChance(scenario.seed);
    const places = placesOf(chance);
    await prepare(mongo.db, places, scenario.mutant !== 'same-keys');
    const workers = await Promise.all(
      Array.from({ length: scenario.workers }, () => startWorker(scenario.uri, scenario.mutant === 'blind')),
    );
    const operations: Operation[] = [];
    const ending = new AbortController();
    const ended = ending.signal;
    const workload = createWorkload(chance, places, Date.now);
    const [kills] = await Promise.all([
      killNowAndThen(workers, chance, scenario.killEvery, ended),
      recordHistory({ workers, workload, chance, clients: scenario.clients, ended }, operations),
      scenario.disturb?.(ended),
      endAfter(scenario, operations, ending),
    ]).finally(() => {
      ending.abort();
      return Promise.all(workers.map((worker) => worker.stop()));
    });
    return { operations, kills, ...(await checkAll(mongo.db, places, operations)) };
  } finally {
    await mongo.client.close();
  }
}

/** One account of each kind; what people share is larger, so that it takes longer to be full. */
function placesOf(chance: Chance): Place[] {
  return (['seats', 'sessions', 'credits', 'bundle'] as const)
    .flatMap((kind) => drawAccount(chance, kind, kind))
    .map((place) => (belongsToSubject(place.unit) ? place : { ...place, capacity: place.capacity * 10 }));
}

async function prepare(db: Db, places: readonly Place[], uniqueKeys: boolean): Promise<void> {
  await ensureCapacityIndexes(db);
  if (!uniqueKeys) await commitsOf(db).dropIndex('_id.a_1_k_1');
  const capacityLog = createMongoCapacityLog(db);
  const accounts = createCapacityAccounts({ capacityLog, clock: { now: Date.now }, ids: createUuids() });
  for (const place of places) {
    await accounts.submit(place.accountId, termsOf(place, 1));
    await accounts.submit(place.accountId, statusOf(place, 2, 'active'));
  }
  await accounts.stop();
}

async function endAfter(
  { seconds, answers }: Scenario,
  operations: readonly Operation[],
  ending: AbortController,
): Promise<void> {
  await sleep(seconds * 1_000);
  while (operations.filter(({ told }) => told).length < answers) await sleep(100);
  ending.abort();
}

async function killNowAndThen(
  workers: readonly WorkerProcess[],
  chance: Chance,
  every: number,
  ended: AbortSignal,
): Promise<number> {
  let kills = 0;
  for (;;) {
    await sleep(every);
    if (ended.aborted) return kills;
    await chance.pick(workers).killAndRestart();
    kills += 1;
  }
}

async function checkAll(db: Db, places: readonly Place[], operations: readonly Operation[]) {
  const violations: Error[] = [];
  let count = 0;
  for (const accountId of new Set(places.map((place) => place.accountId))) {
    const commits = await readCommits(db, accountId);
    const entries = commits.flatMap((commit) => commit.entries);
    count += entries.length;
    try {
      checkLog({ commits: () => commits, entries: () => entries }, accountId);
      const own = operations.filter((operation) => operation.accountId === accountId);
      const past = pastOf(accountId, entries);
      checkHistory(own, past);
      checkCommits(commits, past);
    } catch (error) {
      violations.push(error as Error);
    }
  }
  return { entries: count, violations };
}

async function readCommits(db: Db, accountId: string): Promise<Commit[]> {
  const log = createMongoCapacityLog(db);
  const commits: Commit[] = [];
  for (let more = true; more; ) {
    const last = commits.at(-1);
    const after = last ? last.sequence + last.entries.length - 1 : 0;
    const part = (await log.load([{ accountId, after }])).get(accountId);
    commits.push(...(part?.commits ?? []));
    more = part?.more ?? false;
  }
  return commits;
}
