import type { Ports } from '../../../ports/ports.ts';
import type { Account } from '../../domain/capacity/account.ts';
import type { Command } from '../../domain/capacity/command.ts';
import type { Entry } from '../../domain/capacity/entry.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createFactsReader } from './facts.ts';
import { flyRound } from './fly-round.ts';
import { createHotAccounts } from './hot-accounts.ts';
import { createRecent } from './recent.ts';
import { type Answer, type Batch, createRequestQueue, type Request } from './request-queue.ts';
import type { RoundTools } from './round-tools.ts';
import { refuse, unavailable } from './tell.ts';

/** Every capacity account, written and read through the log; one for the process. */
export interface CapacityAccounts {
  /**
   * Decides the command on the account as it stands and answers when its entry is in the log with majority.
   * Refusals, IDEMPOTENCY_KEY_REUSED (the key stands with another hash) and UNAVAILABLE (queue full, lost races,
   * log out of reach: retry with the same key) are thrown as DomainError.
   */
  submit(accountId: string, command: Command): Promise<Answer>;
  /** The account as of now, due entries shown as done; sees everything acknowledged before the call, by any process. */
  read(accountId: string): Promise<Account>;
  /** Answers what is under way, refuses what comes later with UNAVAILABLE. */
  stop(): Promise<void>;
}

export interface CapacityAccountsOptions {
  /** Requests that may wait; beyond it UNAVAILABLE. */
  readonly maxQueue?: number;
  /** Accounts, keys and subjects kept in memory: at least so many. */
  readonly memory?: { readonly accounts: number; readonly keys: number; readonly subjects: number };
  /** Lets waiting callers in between two rounds; it may hand the thread over, and must not wait for a time. */
  readonly between?: () => Promise<void>;
  /** Hears why a round could not be carried out; its callers only hear UNAVAILABLE. */
  readonly report?: (error: unknown) => void;
}

const MAX_QUEUE = 10_000;
const MEMORY = { accounts: 5_000, keys: 50_000, subjects: 50_000 };
const LIMITS = { perAccount: 512, perRound: 8_192 };

/**
 * The group commit: requests that arrive while one round is under way form the next, at most 512 for an account. One append
 * carries the commits of all accounts, and an account never has two under way.
 */
export function createCapacityAccounts(
  ports: Pick<Ports, 'capacityLog' | 'clock' | 'ids'>,
  options: CapacityAccountsOptions = {},
): CapacityAccounts {
  const { maxQueue = MAX_QUEUE, memory = MEMORY, between = async () => {}, report = () => {} } = options;
  const log = ports.capacityLog;
  const keys = createRecent<Entry>(memory.keys);
  const queue = createRequestQueue(LIMITS);
  const checkpoints = createCheckpoints(log);
  const learn = (accountId: string, entry: Entry) => keys.set(`${accountId} ${entry.key}`, entry);
  let stopped = false;
  const tools: RoundTools = {
    log,
    clock: ports.clock,
    ids: ports.ids,
    queue,
    accounts: createHotAccounts(log, memory.accounts, learn),
    facts: createFactsReader(log, memory.subjects),
    recorded: (accountId, key) => keys.get(`${accountId} ${key}`),
    learn,
    committed: checkpoints.keep,
    report,
    stopping: () => stopped,
  };
  let flying = false;
  let landed: Promise<void> = Promise.resolve();

  function enter(request: Request): void {
    if (stopped || queue.size >= maxQueue) {
      request.reject(unavailable());
      return;
    }
    queue.add(request);
    if (flying) return;
    flying = true;
    landed = fly();
  }

  async function fly(): Promise<void> {
    try {
      await between();
      while (queue.size > 0) {
        await flyOnce(queue.take());
        await between();
      }
    } finally {
      flying = false;
    }
  }

  async function flyOnce(batches: readonly Batch[]): Promise<void> {
    try {
      await flyRound(tools, batches);
    } catch (error) {
      report(error);
      giveUp(tools, batches);
      if (stopped) while (queue.size > 0) giveUp(tools, queue.take());
    }
  }

  return {
    submit: (accountId, command) =>
      new Promise((resolve, reject) => {
        enter({ accountId, command, lost: 0, resolve, reject });
      }),
    read: (accountId) =>
      new Promise((resolve, reject) => {
        enter({ accountId, command: null, lost: 0, resolve, reject });
      }),
    async stop() {
      stopped = true;
      await landed;
      await checkpoints.finish();
    },
  };
}

/** A round that failed before anything was written: its states are dropped, and its callers may come again. */
function giveUp(tools: RoundTools, batches: readonly Batch[]): void {
  for (const { accountId, requests } of batches) {
    tools.accounts.drop(accountId);
    refuse(requests);
  }
}
