import type { CollectionName } from './transactions.ts';

/** What can be followed: documents written through Transactions, and the count of those who asked in vain (by campaign). */
export type Followed = CollectionName | 'upsellDemand';

export interface DocumentChange {
  readonly collection: Followed;
  readonly id: string;
}

/** Tells which documents were written, by any process: each at least once after its write, in an order that may repeat. */
export interface DocumentChanges {
  /**
   * Calls `onChange` for every write to these collections from `resumeAt` (null: from now) until the signal aborts.
   * Throws RESUME_LOST (an Error with that `name`) where the resume point is too old: then look at everything once.
   */
  follow(
    collections: readonly Followed[],
    resumeAt: string | null,
    onChange: (change: DocumentChange, resumeAt: string) => void,
    signal: AbortSignal,
  ): Promise<void>;
}
