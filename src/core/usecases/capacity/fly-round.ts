import type { Clock } from '../../../ports/clock.ts';
import type { Ids } from '../../../ports/ids.ts';
import type { Account } from '../../domain/capacity/account.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { type AppendTools, appendCommits, type CommitOutcome } from './append-commits.ts';
import { decideBatch, type Plan, replay, type Verdict } from './decide-batch.ts';
import type { FactsReader } from './facts.ts';
import type { HotAccount, HotAccounts } from './hot-accounts.ts';
import type { Batch, Request, RequestQueue } from './request-queue.ts';

/** What one round of the group commit works with. */
export interface RoundTools extends AppendTools {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly accounts: HotAccounts;
  readonly facts: FactsReader;
  readonly queue: RequestQueue;
  /** Entries known to stand, by account and full key. */
  recorded(accountId: string, key: string): Entry | undefined;
  learn(accountId: string, entry: Entry): void;
  /** Called with the state that a commit left, to keep a checkpoint now and then. */
  committed(account: HotAccount): void;
}

/** After so many lost races the caller is asked to come again. */
const MAX_LOST = 5;

/**
 * One round: read what is missing, decide, write every account's commit in one append, and answer. Beside the append it is read
 * that accounts which write nothing have not moved, and that keys which were refused do not stand already.
 */
export async function flyRound(tools: RoundTools, batches: readonly Batch[]): Promise<void> {
  const plans = await prepare(tools, batches);
  const writing = plans.filter((plan) => plan.commit !== null);
  const resting = plans.filter((plan) => plan.commit === null && plan.verdicts.length > 0);
  const [outcomes, moved, keys] = await Promise.all([
    appendCommits(
      tools,
      writing.flatMap(({ commit }) => commit ?? []),
    ),
    movedAccounts(tools, resting),
    standingKeys(tools, plans),
  ]);
  for (const [index, plan] of writing.entries()) {
    await finishWriting(tools, plan, outcomes[index] ?? 'lost', keys.get(plan.account.id));
  }
  for (const plan of resting) finishResting(tools, plan, moved, keys.get(plan.account.id));
}

async function prepare(tools: RoundTools, batches: readonly Batch[]): Promise<Plan[]> {
  const accounts = await tools.accounts.ready(batches.map(({ accountId }) => accountId));
  const ready = batches.flatMap((batch) => {
    const account = accounts.get(batch.accountId);
    return account ? [{ batch, account }] : [];
  });
  const facts = await tools.facts.read(ready);
  const now = tools.clock.now();
  const plans: Plan[] = [];
  for (const { batch, account } of ready) {
    const known = facts.get(account.id);
    if (!known || known.newest > account.state.sequence) {
      retry(tools, account.id, batch.requests);
      continue;
    }
    const plan = decideBatch(batch, account, known, now, tools.ids.next(), tools.recorded);
    tell(plan.standing);
    tools.queue.putBack(account.id, plan.undecided, false);
    plans.push(plan);
  }
  return plans;
}

/** Null where it could not be told. */
async function movedAccounts(tools: RoundTools, plans: readonly Plan[]): Promise<Set<string> | null> {
  if (plans.length === 0) return new Set();
  const heads = plans.map(({ account }) => ({ accountId: account.id, sequence: account.state.sequence }));
  return tools.log.moved(heads).catch(reportedAs(tools, null));
}

function reportedAs<T>(tools: RoundTools, instead: T): (error: unknown) => T {
  return (error) => {
    tools.report(error);
    return instead;
  };
}

/** By account, the entries of keys that came with a request which wrote nothing; null where they could not be read. */
async function standingKeys(
  tools: RoundTools,
  plans: readonly Plan[],
): Promise<Map<string, Map<string, Entry> | null>> {
  const asked = plans.map(async ({ account, verdicts }) => {
    const keys = verdicts.flatMap(({ request, checkKey }) =>
      checkKey && request.command ? [request.command.key] : [],
    );
    const found =
      keys.length > 0
        ? await tools.log.byKeys(account.id, keys).catch(reportedAs(tools, null))
        : new Map<string, Entry>();
    return [account.id, found] as const;
  });
  return new Map(await Promise.all(asked));
}

async function finishWriting(
  tools: RoundTools,
  plan: Plan,
  outcome: CommitOutcome,
  keys: Map<string, Entry> | null | undefined,
): Promise<void> {
  const { account, commit, next, verdicts } = plan;
  if (!commit) return;
  switch (outcome) {
    case 'appended':
      for (const entry of commit.entries) tools.learn(account.id, entry);
      tools.facts.written(account, commit.entries);
      tools.accounts.wrote(account, next, commit.entries.length);
      tools.committed(account);
      answer(tools, plan, keys);
      return;
    case 'repeated':
      await answerRepeated(tools, plan);
      return;
    case 'stale':
      retry(tools, account.id, requestsOf(verdicts));
      return;
    case 'lost':
      tools.accounts.drop(account.id);
      refuse(requestsOf(verdicts));
  }
}

/** Some of the keys stand already: their callers are told the entries, and the other requests go out again without any new ones. */
async function answerRepeated(tools: RoundTools, { account, commit, verdicts }: Plan): Promise<void> {
  const keys = commit?.entries.map(({ key }) => key) ?? [];
  const found = await tools.log.byKeys(account.id, keys).catch(reportedAs(tools, new Map<string, Entry>()));
  const rest: Request[] = [];
  let told = 0;
  for (const { request } of verdicts) {
    const entry = request.command ? found.get(request.command.key) : undefined;
    if (!entry || !request.command || entry.sequence > account.state.sequence) rest.push(request);
    else {
      tools.learn(account.id, entry);
      tell([{ request, answer: replay(entry, request.command), checkKey: false }]);
      told += 1;
    }
  }
  if (told === 0) retry(tools, account.id, rest);
  else tools.queue.putBack(account.id, rest, true);
}

function finishResting(
  tools: RoundTools,
  plan: Plan,
  moved: Set<string> | null,
  keys: Map<string, Entry> | null | undefined,
): void {
  if (moved === null) {
    tools.accounts.drop(plan.account.id);
    refuse(requestsOf(plan.verdicts));
  } else if (moved.has(plan.account.id)) {
    retry(tools, plan.account.id, requestsOf(plan.verdicts));
  } else {
    answer(tools, plan, keys);
  }
}

/** The state behind the plan stands: every verdict holds, unless its key is older than memory. */
function answer(tools: RoundTools, plan: Plan, keys: Map<string, Entry> | null | undefined): void {
  const early: Request[] = [];
  for (const verdict of plan.verdicts) {
    const { request, checkKey } = verdict;
    const entry = checkKey && request.command ? keys?.get(request.command.key) : undefined;
    if (checkKey && !keys) refuse([request]);
    else if (!entry || !request.command) tell([verdict]);
    else if (entry.sequence > plan.next.sequence) early.push(request);
    else {
      tools.learn(plan.account.id, entry);
      tell([{ ...verdict, answer: replay(entry, request.command) }]);
    }
  }
  if (early.length > 0) retry(tools, plan.account.id, early);
}

function tell(verdicts: readonly Verdict[]): void {
  for (const { request, answer: given } of verdicts) {
    if (given instanceof Error) request.reject(given);
    else if (request.command) request.resolve(given as Exclude<typeof given, Account>);
    else request.resolve(given as Account);
  }
}

/** Another writer was faster: the account is read on, and the requests are decided again. */
function retry(tools: RoundTools, accountId: string, requests: readonly Request[]): void {
  tools.accounts.fellBehind(accountId);
  tools.queue.putBack(accountId, countLoss(tools, accountId, requests), false);
}

/** The requests that may try again; those that lost too often are refused, and the state they failed on is forgotten. */
function countLoss(tools: RoundTools, accountId: string, requests: readonly Request[]): Request[] {
  for (const request of requests) request.lost += 1;
  const out = requests.filter(({ lost }) => lost >= MAX_LOST);
  if (out.length > 0) tools.accounts.drop(accountId);
  refuse(out);
  return requests.filter(({ lost }) => lost < MAX_LOST);
}

/** Asks the callers to come again with the same key. */
export function refuse(requests: readonly Request[]): void {
  for (const request of requests) request.reject(unavailable());
}

export function unavailable(): DomainError {
  return new DomainError('unavailable', 'UNAVAILABLE', 'The ledger cannot be reached: try again', { retryAfter: 1 });
}

function requestsOf(verdicts: readonly Verdict[]): Request[] {
  return verdicts.map(({ request }) => request);
}
