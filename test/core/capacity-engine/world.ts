import { createMemoryCapacityLog, type MemoryCapacityLog } from '../../../src/adapters/memory/capacity-log.ts';
import type { Commit } from '../../../src/core/domain/capacity/account.ts';
import { type CapacityAccountsOptions, createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import type { Answer } from '../../../src/core/usecases/capacity/request-queue.ts';
import type { AppendOutcome, CapacityLog } from '../../../src/ports/capacity-log.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { createManualClock } from '../../support/clock.ts';
import { CAMPAIGN, status, terms } from './commands.ts';

export const START = Date.UTC(2025, 0, 1);

/** Ids in the shape of UUIDv7, the same in every run; `process` keeps the ids of two processes apart. */
export function countingIds(process = '0') {
  let last = 0;
  return {
    next() {
      last += 1;
      return `01890000-0000-7000-8${process}00-${last.toString(16).padStart(12, '0')}`;
    },
  };
}

interface EngineOptions extends CapacityAccountsOptions {
  readonly clock?: Clock;
  /** One hexadecimal digit. */
  readonly process?: string;
}

/** A process of its own on the log: its own memory, the shared truth. */
export function engineOn(capacityLog: CapacityLog, options: EngineOptions = {}) {
  const { clock = createManualClock(START), process = '0', ...rest } = options;
  return createCapacityAccounts({ capacityLog, clock, ids: countingIds(process) }, rest);
}

/** A log in memory with one open campaign on it: two entries. */
export async function openCampaign(options: Parameters<typeof terms>[0] = {}): Promise<MemoryCapacityLog> {
  const log = createMemoryCapacityLog();
  const engine = engineOn(log, { process: 'f' });
  const campaignId = options.campaignId ?? CAMPAIGN;
  await engine.submit(campaignId, terms(options));
  await engine.submit(campaignId, status('active', 2, campaignId));
  return log;
}

type Append = (commits: readonly Commit[]) => Promise<AppendOutcome[]>;

/** The same log with some of its calls replaced. */
export function withFaults(
  log: CapacityLog,
  faults: Partial<Omit<CapacityLog, 'append'>> & {
    append?: (next: Append, commits: readonly Commit[]) => Promise<AppendOutcome[]>;
  },
): CapacityLog {
  const { append, ...others } = faults;
  return { ...log, ...others, append: (commits) => (append ? append(log.append, commits) : log.append(commits)) };
}

/** How a request ended: its outcome, or the code of its refusal. */
export async function endOf(answer: Promise<Answer>): Promise<string> {
  try {
    return (await answer).outcome;
  } catch (error) {
    return String((error as { code?: string }).code ?? error);
  }
}

export function entriesOf(log: MemoryCapacityLog) {
  return log.commits().flatMap(({ entries }) => entries);
}
