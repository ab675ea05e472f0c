import { setTimeout as wait } from 'node:timers/promises';
import { DomainError } from '../core/domain/shared/errors.ts';
import { MINUTE, SECOND } from '../core/domain/shared/time.ts';

/** For so long the database may be out of reach, or may hold documents for a process that was killed within a transaction. */
const PATIENCE = 2 * MINUTE;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = SECOND;

/** Tries again where another process was faster or the database is out of reach for a while; what is tried must be repeatable. */
export async function persist<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const deadline = performance.now() + PATIENCE;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error) || performance.now() > deadline) throw error;
    }
    await wait(pause, undefined, { signal });
  }
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof DomainError &&
    (error.kind === 'unavailable' || error.code === 'VERSION_MISMATCH' || error.code === 'ALREADY_EXISTS')
  );
}
