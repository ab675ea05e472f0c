import type { Entry } from '../../domain/capacity/entry.ts';
import type { CommitOutcome } from './append-commits.ts';
import { type Plan, replay, type Verdict } from './decide-batch.ts';
import type { Request } from './request-queue.ts';
import { type RoundTools, reportedAs } from './round-tools.ts';
import { refuse, tell } from './tell.ts';

/** What the log said of the keys of requests that wrote nothing; null where it could not be read. */
export type StandingKeys = ReadonlyMap<string, Entry> | null | undefined;

/** After so many lost races the caller is asked to come again. */
const MAX_LOST = 5;

/** Answers the callers of a plan that had something to write, by what became of its commit. */
export async function finishWriting(
  tools: RoundTools,
  plan: Plan,
  outcome: CommitOutcome,
  keys: StandingKeys,
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

/** Answers the callers of a plan that had nothing to write, if the account has not moved. */
export function finishResting(tools: RoundTools, plan: Plan, moved: Set<string> | null, keys: StandingKeys): void {
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
function answer(tools: RoundTools, plan: Plan, keys: StandingKeys): void {
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

/** Another writer was faster: the account is read on, and the requests are decided again. */
export function retry(tools: RoundTools, accountId: string, requests: readonly Request[]): void {
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

function requestsOf(verdicts: readonly Verdict[]): Request[] {
  return verdicts.map(({ request }) => request);
}
