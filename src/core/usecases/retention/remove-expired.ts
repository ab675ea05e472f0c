import { EXPIRING, type Expiring, keptSince } from '../../domain/retention/retention.ts';
import { HOUR } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from '../followers/background.ts';
import { leasedJob } from '../followers/leased-job.ts';

const BATCH = 1_000;

/** Told how many of what were taken away. */
export type OnRemoved = (what: Expiring, count: number) => void;

/** The job that takes away decisions, deliveries and audit entries of more than two years ago, and reports how many. */
export function createRetention(
  core: Pick<Core, 'clock' | 'expiry' | 'leases'>,
  options: BackgroundOptions,
  onRemoved: OnRemoved,
): BackgroundJob {
  async function removeEachHour(running: AbortSignal): Promise<void> {
    while (!running.aborted) {
      await removeExpired(core, onRemoved, running);
      await options.sleep(HOUR, running);
    }
  }

  return leasedJob(core, 'retention', removeEachHour, options);
}

/** Takes away all that is kept no longer, a batch at a time, until it is done or the signal aborts. */
export async function removeExpired(
  { clock, expiry }: Pick<Core, 'clock' | 'expiry'>,
  onRemoved: OnRemoved,
  signal?: AbortSignal,
): Promise<void> {
  const before = keptSince(clock.now());
  for (const what of EXPIRING) {
    let total = 0;
    let removed: number;
    do {
      removed = await expiry.remove(what, before, BATCH);
      total += removed;
    } while (removed === BATCH && !signal?.aborted);
    if (total > 0) onRemoved(what, total);
  }
}
