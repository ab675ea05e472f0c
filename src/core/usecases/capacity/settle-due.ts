import type { DueAccount } from '../../../ports/due-accounts.ts';
import { nextDue } from '../../domain/capacity/due.ts';
import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { leasedJob } from '../followers/leased-job.ts';

const LOOK_EVERY = SECOND;
const ACCOUNTS_AT_ONCE = 100;

type SettlePorts = Pick<Core, 'accounts' | 'clock' | 'dueAccounts' | 'leases'>;

/**
 * The job that has lapses, expiries and starts recorded soon after they are due, so that alerts and offers follow on time. The figures do
 * not depend on it: every other commit and every reading of the account takes what is due into account by itself.
 */
export function createDueSettlement(core: SettlePorts, options: BackgroundOptions): BackgroundJob {
  return leasedJob(
    core,
    'settle-due',
    async (running, lateSince) => {
      while (!running.aborted) {
        const due = await core.dueAccounts.due(core.clock.now(), ACCOUNTS_AT_ONCE);
        lateSince(due[0]?.dueAt);
        await Promise.all(due.map((account) => settleAccount(core, account)));
        if (due.length < ACCOUNTS_AT_ONCE) await options.sleep(LOOK_EVERY, running);
      }
    },
    options,
  );
}

/** Records what is due in one account and notes when the next is. */
export async function settleAccount(
  core: Pick<Core, 'accounts' | 'clock' | 'dueAccounts'>,
  account: DueAccount,
): Promise<void> {
  const { accountId } = account;
  const now = core.clock.now();
  await core.accounts.submit(accountId, {
    kind: 'settle',
    campaignId: accountId,
    key: `settle/${now}`,
    hash: null,
    actor: 'system',
    occurredAt: null,
  });
  const next = nextDue(await core.accounts.read(accountId));
  await core.dueAccounts.settled(account, next);
}
