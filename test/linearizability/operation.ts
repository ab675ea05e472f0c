import type { Account } from '../../src/core/domain/capacity/account.ts';
import type { Command } from '../../src/core/domain/capacity/command.ts';
import type { Answer } from '../../src/core/usecases/capacity/request-queue.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: object;
}

export type Told = { readonly answer: Answer } | { readonly account: Account } | { readonly refusal: Refusal };

/** One call to one process, on the one clock of whoever called. Each attempt of a client is an operation of its own. */
export interface Operation {
  readonly client: string;
  readonly accountId: string;
  /** Null for a look at the account. */
  readonly command: Command | null;
  readonly called: number;
  /** Null where nothing was ever told: the process died, or could not tell. The command may stand, now or later. */
  readonly answered: number | null;
  readonly told: Told | null;
  /** What the process saw on its clock while it worked on this; one value at least. */
  readonly looks: readonly number[];
}

export function tell({ client, accountId, command, told }: Operation): string {
  const asked = command ? `${command.kind} by ${command.key}` : 'a look';
  return `${client}: ${asked} at ${accountId} was told ${answerOf(told)}`;
}

function answerOf(told: Told | null): string {
  if (!told) return 'nothing';
  if ('refusal' in told) return `“${told.refusal.message}”`;
  if ('account' in told) return `the account as of entry ${told.account.sequence}`;
  const { answer } = told;
  return answer.outcome === 'nothing' ? 'that it is older' : `${answer.outcome}, entry ${answer.entry.sequence}`;
}
