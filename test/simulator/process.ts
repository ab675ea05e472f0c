import { type CapacityAccounts, createCapacityAccounts } from '../../src/core/usecases/capacity/accounts.ts';
import type { CapacityLog } from '../../src/ports/capacity-log.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import { createFaultyLog } from './faulty-log.ts';
import type { Scheduler } from './scheduler.ts';

/** One process of the service: its own memory and its own idea of the time, on the shared log. */
export interface Process {
  readonly name: string;
  readonly accounts: CapacityAccounts;
  /** Every time it looked at its clock, in order. */
  readonly looks: readonly number[];
  /** Rejects when the process dies. */
  readonly death: Promise<never>;
  now(): number;
  kill(): void;
}

export interface ProcessWorld {
  readonly log: CapacityLog;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  faults(): Faults;
  broken(error: unknown): void;
}

/** A process that starts now; `number` tells it from every other of the run. */
export function startProcess(world: ProcessWorld, number: number): Process {
  const { chance, scheduler } = world;
  const name = `p${number}`;
  const death = Promise.withResolvers<never>();
  death.promise.catch(() => {});
  const looks: number[] = [];
  const skew = chance.integer(-200, 200);
  let alive = true;
  let ids = 0;
  const now = () => scheduler.now() + skew;
  const clock = {
    now() {
      looks.push(now());
      return now();
    },
  };
  const next = () => {
    ids += 1;
    return `01890000-0000-7000-8000-${number.toString(16).padStart(6, '0')}${ids.toString(16).padStart(6, '0')}`;
  };
  const capacityLog = createFaultyLog(world.log, { ...world, name, alive: () => alive });
  const memory = { accounts: chance.integer(1, 3), keys: chance.integer(1, 6), subjects: chance.integer(1, 4) };
  return {
    name,
    looks,
    death: death.promise,
    now,
    accounts: createCapacityAccounts({ capacityLog, clock, ids: { next } }, { memory }),
    kill() {
      alive = false;
      death.reject(new Error('The process died'));
    },
  };
}
