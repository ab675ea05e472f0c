import type { Account } from '../../src/core/domain/capacity/account.ts';
import { DomainError } from '../../src/core/domain/shared/errors.ts';
import type { Answer } from '../../src/core/usecases/capacity/request-queue.ts';
import type { History } from './history.ts';
import type { Process } from './process.ts';
import type { Deed, Workload } from './workload.ts';

export interface ClientWorld {
  readonly history: History;
  readonly workload: Workload;
  /** Any process that lives. */
  process(): Process;
  /** Waits until it is this client's turn. */
  turn(name: string): Promise<void>;
}

/** How often a client comes again with the same key before it gives up. */
const TRIES = 6;

/** A client that does so many deeds one after another, and comes again where it was not told what became of one. */
export async function runClient(world: ClientWorld, name: string, deeds: number): Promise<void> {
  for (let done = 0; done < deeds; done += 1) {
    await world.turn(name);
    const deed = world.workload.next(name);
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await tryOnce(world, deed)) break;
      await world.turn(`${name} comes again`);
    }
  }
}

/** True where the client was told what became of it. A process that dies tells nothing, and neither does UNAVAILABLE. */
async function tryOnce({ history, workload, process }: ClientWorld, { accountId, command }: Deed): Promise<boolean> {
  const chosen = process();
  const from = history.entries(accountId).length;
  const lookedBefore = chosen.looks.length;
  const asked: Promise<Answer | Account> = command
    ? chosen.accounts.submit(accountId, command)
    : chosen.accounts.read(accountId);
  let died = false;
  const death = chosen.death.catch(() => {
    died = true;
  });
  const answer = await Promise.race([asked, death]).catch((error: unknown) => error as Error);
  if (died || !answer) return false;
  if (answer instanceof DomainError && answer.code === 'UNAVAILABLE') return false;
  const looks = [...new Set(chosen.looks.slice(lookedBefore))];
  history.calls.push({ accountId, command, from, to: history.entries(accountId).length, looks, answer });
  if ('entry' in answer) workload.heard(answer.entry);
  if (command && answer instanceof DomainError && answer.code === 'CAPACITY_EXCEEDED') workload.foundFull(command);
  return true;
}
