import type { Account, Commit } from '../../domain/capacity/account.ts';
import type { Command, Facts } from '../../domain/capacity/command.ts';
import { asOf, type Decision, decide, factsNeeded } from '../../domain/capacity/decide.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { entryId, seedOf } from '../../domain/capacity/entry-id.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Instant } from '../../domain/shared/time.ts';
import type { BatchFacts } from './facts.ts';
import type { HotAccount } from './hot-accounts.ts';
import type { Answer, Batch, Request } from './request-queue.ts';

/** What a request is told once the state it rests on is known to stand. */
export interface Verdict {
  readonly request: Request;
  readonly answer: Answer | Account | Error;
  /** Wrote nothing though it brought a key: the key may be older than memory, and then its first answer is the answer. */
  readonly checkKey: boolean;
}

export interface Plan {
  readonly account: HotAccount;
  readonly next: Account;
  /** Null where nothing is to be written: the verdicts then need to hear that the account has not moved. */
  readonly commit: Commit | null;
  readonly verdicts: readonly Verdict[];
  /** Answers of entries that stand in the log; nothing can change them. */
  readonly standing: readonly Verdict[];
  /** Left for the next round, as the commit is full or a fact is missing. */
  readonly undecided: readonly Request[];
}

const MAX_COMMIT_BYTES = 1024 * 1024;

/**
 * Decides an account's requests in order of arrival, each on the state that the one before left. Of two with the same key in one
 * batch the second is told the first one's entry: the log's unique index does not see a repeat within one commit.
 * @param recorded finds an entry by its full key among those known to stand
 */
export function decideBatch(
  batch: Batch,
  account: HotAccount,
  facts: BatchFacts,
  now: Instant,
  writer: string,
  recorded: (accountId: string, key: string) => Entry | undefined,
): Plan {
  const seed = seedOf(writer);
  const newId = (sequence: number, at: Instant) => entryId(sequence, at, seed);
  const at = Math.max(now, account.state.recordedAt);
  const entries: Entry[] = [];
  const byKey = new Map<string, Entry>();
  const bySubject = new Map<string, Entry[]>();
  const verdicts: Verdict[] = [];
  const standing: Verdict[] = [];
  let state = account.state;
  let bytes = 0;
  let done = 0;

  function judge(request: Request): Verdict | null {
    const { command } = request;
    if (!command) return { request, answer: asOf(state, at), checkKey: false };
    const earlier = byKey.get(command.key);
    if (earlier) return { request, answer: replay(earlier, command), checkKey: false };
    const known = factsOf(command, state, facts, { entries, bySubject });
    if (!known) return null;
    const decision = decide(state, command, known, at, newId);
    if (decision.kind !== 'record') return unwritten(request, command, decision);
    for (const entry of decision.entries) {
      entries.push(entry);
      byKey.set(entry.key, entry);
      if (entry.subject !== null) bySubject.set(entry.subject, [...(bySubject.get(entry.subject) ?? []), entry]);
      bytes += sizeOf(entry);
    }
    state = decision.account;
    const answer: Answer = decision.primary ? { outcome: 'recorded', entry: decision.primary } : { outcome: 'nothing' };
    return { request, answer, checkKey: false };
  }

  for (const request of batch.requests) {
    if (bytes >= MAX_COMMIT_BYTES) break;
    const stands = request.command && recorded(batch.accountId, request.command.key);
    const verdict = stands
      ? { request, answer: replay(stands, request.command), checkKey: false }
      : attempt(() => judge(request));
    if (!verdict) break;
    if (verdict instanceof Error) standing.push({ request, answer: verdict, checkKey: false });
    else (stands ? standing : verdicts).push(verdict);
    done += 1;
  }

  const sequence = account.state.sequence + 1;
  const commit: Commit | null =
    entries.length > 0 ? { accountId: batch.accountId, sequence, writer, recordedAt: at, entries } : null;
  return { account, next: state, commit, verdicts, standing, undecided: batch.requests.slice(done) };
}

/** The answer to a key that stands: its entry again, or the refusal where the request is another one. */
export function replay(entry: Entry, command: Command): Answer | DomainError {
  if (entry.hash === command.hash) return { outcome: 'replayed', entry };
  return new DomainError('invalid', 'IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request');
}

function unwritten(request: Request, command: Command, decision: Exclude<Decision, { kind: 'record' }>): Verdict {
  const checkKey = command.kind !== 'settle';
  if (decision.kind === 'refused') return { request, answer: decision.error, checkKey };
  if (decision.kind === 'existing') {
    return { request, answer: { outcome: 'existing', entry: decision.entry }, checkKey };
  }
  return { request, answer: { outcome: 'nothing' }, checkKey };
}

interface Pending {
  readonly entries: readonly Entry[];
  readonly bySubject: ReadonlyMap<string, readonly Entry[]>;
}

const NO_FACTS: Facts = { subjectEntries: [], relatedEntries: [] };

/** Null where the batch's own changes made the command need a fact that nobody looked up. */
function factsOf(command: Command, state: Account, facts: BatchFacts, pending: Pending): Facts | null {
  const { subject, entryId: id } = factsNeeded(state, command);
  if (subject === null && id === null) return NO_FACTS;
  const stored = subject === null ? [] : facts.subjects.get(subject);
  if (!stored || (id !== null && !facts.entryIds.has(id))) return null;
  const fresh = subject === null ? undefined : pending.bySubject.get(subject);
  return {
    subjectEntries: fresh ? [...stored, ...fresh] : stored,
    relatedEntries:
      id === null
        ? []
        : [...facts.related, ...pending.entries].filter((entry) => entry.id === id || entry.relatesTo === id),
  };
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** About what an entry takes in the log: names and figures, and up to 3 bytes a character. */
function sizeOf(entry: Entry): number {
  const texts = entry.key.length + (entry.subject?.length ?? 0) + entry.actor.length;
  return 300 + 3 * texts + 100 * (entry.split?.length ?? 0);
}
