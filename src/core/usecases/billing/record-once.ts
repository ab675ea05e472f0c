import type { CollectionName } from '../../../ports/transactions.ts';
import { existsAlready, untilUndisturbed } from '../write.ts';

/** What was asked to be recorded, or what stood already. */
export interface Recorded<T> {
  readonly record: T;
  readonly isNew: boolean;
}

/** Reads, decides and writes again where somebody inserted or changed the same record first. */
export async function recordOnce<T>(collection: CollectionName, attempt: () => Promise<T>): Promise<T> {
  return untilUndisturbed(() =>
    attempt().catch((error: unknown) => {
      if (!existsAlready(error, collection)) throw error;
      return attempt();
    }),
  );
}
