import type { Core } from '../core.ts';

export interface OutboxOptions {
  /** Resolves after so many milliseconds, or as soon as the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** This process, in leases. */
  readonly holder: string;
}

/** Does the work that waits in the outbox until the signal aborts; any number of processes may run it. */
export async function runOutbox(_core: Core, _signal: AbortSignal, _options: OutboxOptions): Promise<void> {}
