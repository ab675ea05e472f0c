import { type Instant, SECOND } from '../../domain/shared/time.ts';
import type { Core } from '../core.ts';
import type { BackgroundJob, BackgroundOptions } from './background.ts';
import { withLease } from './with-lease.ts';

/** Tells since when the oldest thing waits; null where nothing does. */
export type LateSince = (since: Instant | null | undefined) => void;

/** A job that one process at a time does, by lease, and whose lag is that of the oldest thing it has found waiting. */
export function leasedJob(
  core: Pick<Core, 'clock' | 'leases'>,
  name: string,
  work: (signal: AbortSignal, lateSince: LateSince) => Promise<void>,
  options: BackgroundOptions,
): BackgroundJob {
  let late: Instant | null = null;
  const lateSince: LateSince = (since) => {
    late = since ?? null;
  };
  return {
    name,
    lag: () => (late === null ? 0 : Math.max(0, core.clock.now() - late) / SECOND),
    run: (signal) =>
      withLease(core, name, (running) => work(running, lateSince), signal, options).finally(() => lateSince(null)),
  };
}
