import { DomainError } from '../shared/errors.ts';
import { belongsToSubject } from '../shared/quantity.ts';
import type { Instant } from '../shared/time.ts';
import type { Account } from './account.ts';
import { decideGrant } from './add-grant.ts';
import { decideChange } from './change.ts';
import type { Command, Facts } from './command.ts';
import { decideConsume } from './consume.ts';
import { decideAdjust, decideRelease, decideReverse } from './correct.ts';
import { recordDue } from './due.ts';
import type { Entry } from './entry.ts';
import type { Outcome } from './outcome.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { decideConfirm, decideHold, decideLeave, decideUnhold, decideWait } from './reserve.ts';

/**
 * `record`: write `entries` (what was due first, then the command's own) and answer with `primary`, null for `settle`.
 * The others write nothing: `existing` answers an entry that stands, `nothing` drops a change that is older than the account's.
 */
export type Decision =
  | {
      readonly kind: 'record';
      readonly entries: readonly Entry[];
      readonly primary: Entry | null;
      readonly account: Account;
    }
  | { readonly kind: 'existing'; readonly entry: Entry }
  | { readonly kind: 'refused'; readonly error: DomainError }
  | { readonly kind: 'nothing' };

/**
 * Decides one command on the account as it stands. Pure: the time and the ids arrive as arguments.
 * What is due by `at` is recorded first, so that no figure depends on when a job runs; for a command that records nothing of its
 * own it is left to the next that does.
 * @param newId makes the id of the entry with this sequence, recorded at this instant
 */
export function decide(
  account: Account,
  command: Command,
  facts: Facts,
  at: Instant,
  newId: (sequence: number, at: Instant) => string,
): Decision {
  const recorder = createRecorder(account, at, newId);
  try {
    recordDue(recorder);
    const outcome = carryOut(recorder, command, facts);
    if (outcome.existing) return { kind: 'existing', entry: outcome.existing };
    if (recorder.entries.length === 0 || (!outcome.entry && command.kind !== 'settle')) return { kind: 'nothing' };
    return { kind: 'record', entries: recorder.entries, primary: outcome.entry ?? null, account: recorder.account() };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', error };
    throw error;
  }
}

/** The account as it reads at an instant: what is due by then is shown as done, though nothing is written. */
export function asOf(account: Account, at: Instant): Account {
  const recorder = createRecorder(account, at, (sequence) => `due-${sequence}`);
  recordDue(recorder);
  return recorder.account();
}

/** Which facts a command needs beside the account's state. */
export function factsNeeded(account: Account, command: Command): { subject: string | null; entryId: string | null } {
  const balance = account.balances[command.campaignId];
  switch (command.kind) {
    case 'consume':
      return { subject: balance && !belongsToSubject(balance.unit) ? null : command.subject, entryId: null };
    case 'hold':
    case 'release':
    case 'wait':
      return { subject: command.subject, entryId: null };
    case 'reverse':
      return { subject: null, entryId: command.entryId };
    case 'confirm':
    case 'unhold':
      return { subject: null, entryId: command.holdId };
    default:
      return { subject: null, entryId: null };
  }
}

function carryOut(recorder: Recorder, command: Command, facts: Facts): Outcome {
  switch (command.kind) {
    case 'consume':
      return decideConsume(recorder, command, facts);
    case 'release':
      return decideRelease(recorder, command, facts);
    case 'reverse':
      return decideReverse(recorder, command, facts);
    case 'adjust':
      return decideAdjust(recorder, command);
    case 'change':
      return decideChange(recorder, command);
    case 'grant':
      return decideGrant(recorder, command);
    case 'hold':
      return decideHold(recorder, command, facts);
    case 'confirm':
      return decideConfirm(recorder, command, facts);
    case 'unhold':
      return decideUnhold(recorder, command, facts);
    case 'wait':
      return decideWait(recorder, command, facts);
    case 'leave':
      return decideLeave(recorder, command);
    case 'settle':
      return {};
  }
}
