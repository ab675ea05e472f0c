import { isDeepStrictEqual } from 'node:util';
import { type Account, emptyAccount } from '../../../src/core/domain/capacity/account.ts';
import { applyEntry } from '../../../src/core/domain/capacity/apply.ts';
import type { Command } from '../../../src/core/domain/capacity/command.ts';
import { asOf, type Decision, decide } from '../../../src/core/domain/capacity/decide.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';
import { DomainError } from '../../../src/core/domain/shared/errors.ts';
import type { Call } from '../history.ts';
import { mustStand } from './check-log.ts';

/** The account after each entry: `states[n]` is what the first n entries leave. */
export function statesOf(accountId: string, entries: readonly Entry[]): Account[] {
  const states = [emptyAccount(accountId)];
  for (const entry of entries) states.push(applyEntry(states.at(-1) ?? emptyAccount(accountId), entry));
  return states;
}

/**
 * Throws where a call was told what was not so. An entry that was told stands; one that was recorded for this call was not there
 * before it. An answer that wrote nothing is what the rules say on some state between the call and its answer, at a time at which
 * the process looked at its clock; and while its key stands, no answer is true but the first one.
 */
export function checkAnswer(call: Call, entries: readonly Entry[], states: readonly Account[]): void {
  const { command, answer } = call;
  if (!command) {
    const seen = someState(call, states, (state, at) => isDeepStrictEqual(asOf(state, at), answer));
    if (!seen) throw new Error(`${tell(call)} shows what never was`);
    return;
  }
  const keyed = entries.find(({ key }) => key === command.key);
  if (answer instanceof Error) {
    if (!(answer instanceof DomainError)) throw answer;
    if (answer.code === 'IDEMPOTENCY_KEY_REUSED') {
      if (!keyed || keyed.sequence > call.to || keyed.hash === command.hash)
        throw new Error(`${tell(call)}: the key was not used for another request`);
      return;
    }
    mustBeDecided(call, command, entries, states, (decision) => refusesSo(decision, answer));
    return;
  }
  if (!('outcome' in answer)) throw new Error(`${tell(call)} was answered by an account`);
  if (answer.outcome === 'nothing') {
    if (command.kind !== 'settle')
      mustBeDecided(call, command, entries, states, (decision) => decision.kind === 'nothing');
    return;
  }
  const { outcome, entry } = answer;
  mustStand(entries.slice(0, call.to), entry, isDeepStrictEqual);
  if (outcome === 'existing') {
    mustBeDecided(
      call,
      command,
      entries,
      states,
      (decision) => decision.kind === 'existing' && decision.entry.id === entry.id,
    );
  } else if (command.kind === 'hold' && entry.key.startsWith('offer/') && entry.subject === command.subject) {
    return;
  } else if (entry.key !== command.key || entry.hash !== command.hash) {
    throw new Error(`${tell(call)} was told the entry of another request`);
  } else if (outcome === 'recorded' && entry.sequence <= call.from) {
    throw new Error(`${tell(call)} was recorded before it was called`);
  }
}

function mustBeDecided(
  call: Call,
  command: Command,
  entries: readonly Entry[],
  states: readonly Account[],
  same: (decision: Decision) => boolean,
): void {
  const keyed = entries.find(({ key }) => key === command.key)?.sequence ?? Number.POSITIVE_INFINITY;
  const decided = someState(call, states, (state, at) => {
    if (keyed <= state.sequence) return false;
    const known = entries.slice(0, state.sequence);
    const id = 'entryId' in command ? command.entryId : 'holdId' in command ? command.holdId : null;
    const subject = 'subject' in command ? command.subject : null;
    const facts = {
      subjectEntries: known.filter((entry) => subject !== null && entry.subject === subject),
      relatedEntries: known.filter((entry) => id !== null && (entry.id === id || entry.relatesTo === id)),
    };
    return same(decide(state, command, facts, at, (sequence) => `would-be-${sequence}`));
  });
  if (!decided) throw new Error(`${tell(call)}: at no time while it was asked was that so`);
}

function someState(call: Call, states: readonly Account[], holds: (state: Account, at: number) => boolean): boolean {
  for (let seen = call.from; seen <= call.to; seen += 1) {
    const state = states[seen];
    if (state && call.looks.some((look) => holds(state, Math.max(look, state.recordedAt)))) return true;
  }
  return false;
}

function refusesSo(decision: Decision, answer: DomainError): boolean {
  if (decision.kind !== 'refused') return false;
  const { error } = decision;
  return (
    error.code === answer.code && error.message === answer.message && isDeepStrictEqual(error.details, answer.details)
  );
}

function tell({ command, answer, from, to }: Call): string {
  const asked = command ? `${command.kind} of ${command.campaignId} by ${command.key}` : 'A look at the account';
  const told = answer instanceof Error ? answer.message : 'outcome' in answer ? answer.outcome : 'the account';
  return `${asked}, between ${from} and ${to}, answered “${told}”`;
}
