import type { Entry } from '../../domain/capacity/entry.ts';
import { appendCommits } from './append-commits.ts';
import { decideBatch, type Plan } from './decide-batch.ts';
import { finishResting, finishWriting, retry } from './finish-plan.ts';
import type { Batch } from './request-queue.ts';
import { type RoundTools, reportedAs } from './round-tools.ts';
import { tell } from './tell.ts';

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
