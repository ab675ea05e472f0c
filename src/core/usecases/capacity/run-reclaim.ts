import { HOUR } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { leasedJob } from '../followers/leased-job.ts';
import { reclaimByTerms } from './reclaim-seat.ts';

type RunPorts = Parameters<typeof reclaimByTerms>[0] & Pick<Core, 'leases'>;

/** The job that takes idle seats back where the terms say so by themselves, once an hour. */
export function createReclaim(core: RunPorts, options: BackgroundOptions): BackgroundJob {
  return leasedJob(
    core,
    'reclaim-seats',
    async (running) => {
      while (!running.aborted) {
        for await (const campaign of core.campaigns.open()) {
          if (running.aborted) return;
          await reclaimByTerms(core, campaign);
        }
        await options.sleep(HOUR, running);
      }
    },
    options,
  );
}
