import { setTimeout as wait } from 'node:timers/promises';
import { DomainError } from '../core/domain/shared/errors.ts';

const ATTEMPTS = 20;
const PAUSE = 100;

/** Tries again where another process was faster or the database is out of reach for a moment; what is tried must be repeatable. */
export async function persist<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let count = 1; ; count += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (count === ATTEMPTS || !mayPass(error)) throw error;
    }
    await wait(PAUSE, undefined, { signal });
  }
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof DomainError &&
    (error.kind === 'unavailable' || error.code === 'VERSION_MISMATCH' || error.code === 'ALREADY_EXISTS')
  );
}
