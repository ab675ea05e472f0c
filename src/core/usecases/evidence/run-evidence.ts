import type { EvidenceService } from '../../../ports/evidence-service.ts';
import { SYSTEM } from '../../domain/access/actor.ts';
import { takesCorrections } from '../../domain/lifecycle/status.ts';
import { type Instant, SECOND } from '../../domain/shared/time.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { leasedJob } from '../followers/leased-job.ts';
import type { KeepPorts } from './keep-evidence.ts';
import { readService } from './read-service.ts';

const LOOK_EVERY = 30 * SECOND;
const AT_ONCE = 50;
const OPEN = ['recruiting', 'active', 'paused', 'completed'] as const;
const CONTEXT: RequestContext = { actor: SYSTEM, requestId: 'refresh-evidence', idempotency: null };

/** The job that reads the evidence service again for every campaign that takes evidence, once what it said is old. */
export function createEvidenceRefresh(
  core: KeepPorts & Pick<Core, 'leases'>,
  service: EvidenceService,
  options: BackgroundOptions,
): BackgroundJob {
  const name = 'refresh-evidence';
  return leasedJob(
    core,
    name,
    async (running, lateSince) => {
      let seen = 0;
      while (!running.aborted) {
        seen = await takeUp(core, service, seen, running);
        const [oldest] = await core.evidence.dueReadings(core.clock.now(), 1);
        lateSince(oldest?.nextDueAt);
        await readDue(core, service, running, (id, error) => options.onError(`${name} ${id}`, error));
        await options.sleep(LOOK_EVERY, running);
      }
    },
    options,
  );
}

/** Reads for campaigns that take evidence and were never read for; says up to which change of a campaign it has looked. */
export async function takeUp(
  core: KeepPorts,
  service: EvidenceService,
  seen: Instant,
  signal?: AbortSignal,
): Promise<Instant> {
  let newest = seen;
  let cursor: string | null = null;
  do {
    const page = await core.campaigns.list({ statuses: OPEN, limit: 100, cursor });
    for (const { campaign } of page.items) {
      if (campaign.updatedAt < seen || signal?.aborted) return newest;
      newest = Math.max(newest, campaign.updatedAt);
      if (!(await core.evidence.findReading(campaign.id))) await readService(core, CONTEXT, service, campaign);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return newest;
}

/** Reads what is due, campaign by campaign; one that cannot be kept holds back no other. A campaign that is closed is read for no more. */
export async function readDue(
  core: KeepPorts,
  service: EvidenceService,
  signal?: AbortSignal,
  onError: (campaignId: string, error: unknown) => void = () => undefined,
): Promise<void> {
  const done = new Set<string>();
  for (;;) {
    const due = await core.evidence.dueReadings(core.clock.now(), AT_ONCE + done.size);
    const next = due.filter(({ id }) => !done.has(id));
    if (next.length === 0 || signal?.aborted) return;
    for (const { id, version } of next) {
      if (signal?.aborted) return;
      done.add(id);
      try {
        const campaign = await core.campaigns.find(id);
        if (campaign && takesCorrections(campaign.status)) await readService(core, CONTEXT, service, campaign);
        else await core.transactions.commit([{ op: 'delete', collection: 'evidenceReadings', id, ifVersion: version }]);
      } catch (error) {
        onError(id, error);
      }
    }
  }
}
