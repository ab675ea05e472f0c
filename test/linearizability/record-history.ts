import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../simulator/chance.ts';
import type { Deed, Workload } from '../simulator/workload.ts';
import type { Operation } from './operation.ts';
import type { WorkerProcess } from './worker-process.ts';

export interface Recording {
  readonly workers: readonly WorkerProcess[];
  readonly workload: Workload;
  readonly chance: Chance;
  readonly clients: number;
  /** No client begins anything more from then on. */
  readonly ended: AbortSignal;
}

/** How often a client comes again with the same key, and how long it waits before it does. */
const TRIES = 20;
const PATIENCE = 50;

/** Lets the clients ask until the end, and keeps every call with its time and answer in `operations`. */
export async function recordHistory(recording: Recording, operations: Operation[]): Promise<void> {
  const clients = Array.from({ length: recording.clients }, (_, index) => `c${index + 1}`);
  await Promise.all(clients.map((client) => runClient(recording, client, operations)));
}

async function runClient(recording: Recording, client: string, operations: Operation[]): Promise<void> {
  const { workload, ended } = recording;
  while (!ended.aborted) {
    const deed = workload.next(client);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const operation = await attempt(recording, client, deed);
      operations.push(operation);
      if (operation.told) {
        hear(workload, operation);
        break;
      }
      await sleep(PATIENCE);
    }
  }
}

async function attempt({ workers, chance }: Recording, client: string, deed: Deed): Promise<Operation> {
  const called = performance.now();
  const reply = await chance.pick(workers).ask(deed);
  const answered = performance.now();
  const told = reply && !('refusal' in reply.told && reply.told.refusal.code === 'UNAVAILABLE') ? reply.told : null;
  return { client, ...deed, called, answered: told && answered, told, looks: reply?.looks ?? [] };
}

function hear(workload: Workload, { command, told }: Operation): void {
  if (!told || !command) return;
  if ('answer' in told && told.answer.outcome !== 'nothing') workload.heard(told.answer.entry);
  if ('refusal' in told && told.refusal.code === 'CAPACITY_EXCEEDED') workload.foundFull(command);
}
