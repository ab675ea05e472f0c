import { SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { leasedJob } from '../followers/leased-job.ts';
import { type AdvancePorts, advanceBilling } from './advance-billing.ts';
import { startBilling } from './start-billing.ts';

const LOOK_EVERY = 30 * SECOND;
const STATES_AT_ONCE = 50;
const BILLED = ['recruiting', 'active', 'paused', 'completed', 'closed'] as const;

type Ports = AdvancePorts & Pick<Core, 'leases'>;

/** The job that tells seats when their day has ended and closes months when their time has come. */
export function createBilling(core: Ports, options: BackgroundOptions): BackgroundJob {
  const name = 'close-billing';
  return leasedJob(
    core,
    name,
    async (running, lateSince) => {
      await startBilling(core);
      let seen = 0;
      while (!running.aborted) {
        seen = await takeUp(core, seen, running);
        const [oldest] = await core.billingRecords.dueStates(core.clock.now(), 1);
        lateSince(oldest?.nextDueAt);
        await advanceDue(core, running, (id, error) => options.onError(`${name} ${id}`, error));
        await options.sleep(LOOK_EVERY, running);
      }
    },
    options,
  );
}

/** Takes up campaigns that have changed since they were last looked for, newest first; says up to which change they were. */
export async function takeUp(core: AdvancePorts, seen: number, signal?: AbortSignal): Promise<number> {
  let newest = seen;
  let cursor: string | null = null;
  do {
    const page = await core.campaigns.list({ statuses: BILLED, limit: 100, cursor });
    for (const { campaign } of page.items) {
      if (campaign.updatedAt < seen || signal?.aborted) return newest;
      newest = Math.max(newest, campaign.updatedAt);
      if (!(await core.billingRecords.findState(campaign.id))) await advanceBilling(core, campaign.id);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return newest;
}

/** Does what is due, campaign by campaign; one that cannot be done keeps back no other. */
export async function advanceDue(
  core: AdvancePorts,
  signal?: AbortSignal,
  onError: (campaignId: string, error: unknown) => void = () => undefined,
): Promise<void> {
  const failed = new Set<string>();
  for (;;) {
    const due = (await core.billingRecords.dueStates(core.clock.now(), STATES_AT_ONCE + failed.size)).filter(
      ({ id }) => !failed.has(id),
    );
    if (due.length === 0 || signal?.aborted) return;
    for (const { id } of due) {
      if (signal?.aborted) return;
      await advanceBilling(core, id).catch((error: unknown) => {
        failed.add(id);
        onError(id, error);
      });
    }
  }
}
