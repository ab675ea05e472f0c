import { createMemoryCapacityLog, type MemoryCapacityLog } from '../../src/adapters/memory/capacity-log.ts';
import type { Account } from '../../src/core/domain/capacity/account.ts';
import { foldEntries } from '../../src/core/domain/capacity/apply.ts';
import { createCapacityAccounts } from '../../src/core/usecases/capacity/accounts.ts';
import type { CapacityLog } from '../../src/ports/capacity-log.ts';
import { type Chance, createChance } from './chance.ts';
import { runClient } from './client.ts';
import { drawFaults, NO_FAULTS } from './faults.ts';
import { type History, recordHistory } from './history.ts';
import { drawPlaces, type Place, statusOf, termsOf } from './places.ts';
import { type Process, startProcess } from './process.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createWorkload } from './workload.ts';

/** The log of a run, and what listens to it; a mutant breaks one promise of it. */
export type SimulatedLog = CapacityLog & Pick<MemoryCapacityLog, 'onCommit'>;

/** What a run left behind, to be checked. */
export interface Run {
  readonly places: readonly Place[];
  readonly history: History;
  /** What each process that lived at the end says of each account once nothing fails any more, and the time on its clock. */
  readonly finals: readonly Final[];
  /** What the log could not take. */
  readonly broken: readonly unknown[];
  readonly trace: readonly string[];
}

export interface Final {
  readonly process: string;
  readonly accountId: string;
  readonly account: Account | Error;
  readonly at: number;
}

export interface Simulation {
  readonly mutate?: (log: MemoryCapacityLog) => SimulatedLog;
}

const START = Date.UTC(2025, 0, 1);

/** Lives through one seed: some processes on one log, some clients, and whatever goes wrong between them. */
export async function simulate(seed: number, { mutate = (log) => log }: Simulation = {}): Promise<Run> {
  const chance = createChance(seed);
  const log = mutate(createMemoryCapacityLog());
  const history = recordHistory(log);
  const scheduler = createScheduler(chance, {
    start: START,
    leaps: chance.pick([0, 0.01, 0.05]),
    order: chance.pick([0, 0.5, 0.9]),
  });
  const places = drawPlaces(chance);
  await openPlaces(log, places);

  let faults = drawFaults(chance);
  const broken: unknown[] = [];
  const world = { log, chance, scheduler, faults: () => faults, broken: (error: unknown) => void broken.push(error) };
  let started = chance.integer(1, 3);
  const processes = Array.from({ length: started }, (_, index) => startProcess(world, index + 1));
  const clients = Array.from({ length: chance.integer(2, 5) }, (_, index) => `c${index + 1}`);
  const clientWorld = {
    history,
    workload: createWorkload(chance, places, scheduler.now),
    process: () => chance.pick(processes),
    async turn(name: string) {
      await scheduler.turn(name);
      if (chance.happens(faults.crashes)) {
        started += 1;
        replaceOne(chance, processes, startProcess(world, started));
      }
      if (chance.happens(faults.checkpoints)) await keepCheckpoint(log, history, chance.pick(places).accountId, chance);
    },
  };
  const deeds = chance.integer(4, 10);
  await scheduler.drive(Promise.all(clients.map((name) => runClient(clientWorld, name, deeds))));

  faults = NO_FAULTS;
  await scheduler.calm();
  const finals = await lookEverywhere(scheduler, processes, places);
  return { places, history, finals, broken, trace: scheduler.trace };
}

async function openPlaces(log: CapacityLog, places: readonly Place[]): Promise<void> {
  const clock = { now: () => START - 1_000 };
  const ids = { next: () => '01890000-0000-7000-8000-000000000000' };
  const accounts = createCapacityAccounts({ capacityLog: log, clock, ids });
  for (const place of places) {
    await accounts.submit(place.accountId, termsOf(place, 1));
    await accounts.submit(place.accountId, statusOf(place, 2, 'active'));
  }
}

function replaceOne(chance: Chance, processes: Process[], fresh: Process): void {
  const [dead] = processes.splice(chance.integer(0, processes.length - 1), 1, fresh);
  dead?.kill();
}

/** Some process of before kept the state that it had after some commit. */
async function keepCheckpoint(log: CapacityLog, history: History, accountId: string, chance: Chance): Promise<void> {
  const commits = history.commits(accountId);
  const kept = commits.slice(0, chance.integer(1, commits.length));
  await log.saveCheckpoint(
    foldEntries(
      accountId,
      kept.flatMap(({ entries }) => entries),
    ),
  );
}

async function lookEverywhere(
  scheduler: Scheduler,
  processes: readonly Process[],
  places: readonly Place[],
): Promise<Final[]> {
  const accountIds = [...new Set(places.map(({ accountId }) => accountId))];
  const looks = Promise.all(
    processes.flatMap((process) =>
      accountIds.map(async (accountId) => ({
        process: process.name,
        accountId,
        account: await process.accounts.read(accountId).catch((error: Error) => error),
        at: process.now(),
      })),
    ),
  );
  await scheduler.drive(looks);
  return looks;
}
