import { DomainError } from '../../domain/shared/errors.ts';

/** Whether a commit failed because another process changed the same first: then it is read and decided again. */
export function lostRace(error: unknown): boolean {
  return error instanceof DomainError && (error.code === 'VERSION_MISMATCH' || error.code === 'ALREADY_EXISTS');
}

const ATTEMPTS = 5;

/** Reads, decides and writes again while others are faster, at most 5 times; then the last error is thrown. */
export async function untilWritten<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (count === ATTEMPTS || !lostRace(error)) throw error;
    }
  }
}
