import type { Lease } from '../../../ports/leases.ts';
import type { Core } from '../core.ts';
import type { BackgroundOptions } from './background.ts';

/** How long a lease outlives its holder's death, and so how long the work then rests. */
export const LEASE_MILLISECONDS = 4_000;
const RENEW_EVERY = 1_300;
const ASK_AGAIN_EVERY = 1_000;

/**
 * Does the work while this process holds the lease, again and again until the signal aborts. The work's signal aborts as soon
 * as the lease is lost or in doubt; what still runs then meets the new holder's writes, so its own must carry preconditions.
 */
export async function withLease(
  core: Pick<Core, 'leases'>,
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  options: BackgroundOptions,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const lease = await core.leases.take(name, options.holder, LEASE_MILLISECONDS);
      if (lease) await holdWhile(core, lease, work, signal, options);
    } catch (error) {
      options.onError(name, error);
    }
    await options.sleep(ASK_AGAIN_EVERY, signal);
  }
}

async function holdWhile(
  core: Pick<Core, 'leases'>,
  lease: Lease,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
  options: BackgroundOptions,
): Promise<void> {
  const term = new AbortController();
  const running = AbortSignal.any([signal, term.signal]);
  const renewal = renewUntil(core, lease, running, options).finally(() => term.abort());
  try {
    await work(running);
  } finally {
    term.abort();
    await renewal;
    await core.leases.giveBack(lease, options.holder).catch((error) => options.onError(lease.name, error));
  }
}

/** Returns when the lease is lost, or in doubt, or no longer wanted. */
async function renewUntil(
  core: Pick<Core, 'leases'>,
  lease: Lease,
  signal: AbortSignal,
  options: BackgroundOptions,
): Promise<void> {
  while (!signal.aborted) {
    await options.sleep(RENEW_EVERY, signal);
    if (signal.aborted) return;
    try {
      const renewed = await core.leases.take(lease.name, options.holder, LEASE_MILLISECONDS);
      if (renewed?.fence !== lease.fence) return;
    } catch (error) {
      options.onError(lease.name, error);
      return;
    }
  }
}
