import { isDeepStrictEqual } from 'node:util';
import { type Account, emptyAccount } from '../../../src/core/domain/capacity/account.ts';
import { applyEntry } from '../../../src/core/domain/capacity/apply.ts';
import type { Command, Facts } from '../../../src/core/domain/capacity/command.ts';
import { asOf, decide } from '../../../src/core/domain/capacity/decide.ts';
import { nextDue } from '../../../src/core/domain/capacity/due.ts';
import type { Entry } from '../../../src/core/domain/capacity/entry.ts';

/** What a caller was told without anything being written for it; a replay is not among these, its entry speaks for itself. */
export type Unwritten =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'existing'; readonly entryId: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly details: object };

/** A log to ask what was true after its first entries. */
export interface Past {
  readonly accountId: string;
  readonly entries: readonly Entry[];
  /** The account after each entry: `states[n]` is what the first n entries leave. */
  readonly states: readonly Account[];
  /** Whether this is what the rules say after the first `seen` entries, at one of these times; never while the command's key stands. */
  isTrue(command: Command | null, told: Unwritten, seen: number, times: readonly number[]): boolean;
}

export function pastOf(accountId: string, entries: readonly Entry[]): Past {
  const states = [emptyAccount(accountId)];
  for (const entry of entries) states.push(applyEntry(states.at(-1) ?? emptyAccount(accountId), entry));
  const byKey = new Map(entries.map((entry) => [entry.key, entry.sequence]));
  const bySubject = Map.groupBy(entries, ({ subject }) => subject);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const byRelation = Map.groupBy(entries, ({ relatesTo }) => relatesTo);

  function factsOf(command: Command, seen: number): Facts {
    const subject = 'subject' in command ? command.subject : null;
    const id = 'entryId' in command ? command.entryId : 'holdId' in command ? command.holdId : null;
    const known = (found: readonly Entry[] | undefined) => found?.filter(({ sequence }) => sequence <= seen) ?? [];
    const named = id === null ? undefined : byId.get(id);
    return {
      subjectEntries: subject === null ? [] : known(bySubject.get(subject)),
      relatedEntries: id === null ? [] : known([...(named ? [named] : []), ...(byRelation.get(id) ?? [])]),
    };
  }

  function holds(command: Command | null, told: Unwritten, state: Account, at: number): boolean {
    if (!command) return told.kind === 'account' && isDeepStrictEqual(asOf(state, at), told.account);
    const decision = decide(state, command, factsOf(command, state.sequence), at, (sequence) => `would-be-${sequence}`);
    if (decision.kind !== told.kind) return false;
    if (decision.kind === 'existing') return told.kind === 'existing' && decision.entry.id === told.entryId;
    if (decision.kind !== 'refused' || told.kind !== 'refused') return true;
    const { code, message, details } = decision.error;
    return code === told.code && message === told.message && isDeepStrictEqual(details, told.details);
  }

  return {
    accountId,
    entries,
    states,
    isTrue(command, told, seen, times) {
      const state = states[seen];
      if (!state || (command && (byKey.get(command.key) ?? Number.POSITIVE_INFINITY) <= seen)) return false;
      const due = nextDue(state);
      // As long as nothing is due every time gives the same answer, but for a grant, which says itself when it starts and ends.
      const timely = command?.kind === 'grant';
      const differing = times.filter((time, index) => index === 0 || timely || (due !== null && due <= time));
      return differing.some((time) => holds(command, told, state, Math.max(time, state.recordedAt)));
    },
  };
}
