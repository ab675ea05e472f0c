import type { Instant } from '../shared/time.ts';

/** How far a backfill of a file is; kept with each batch, so that a run that was ended goes on behind it. */
export interface Backfill {
  /** Fixed by the content of the file. */
  readonly id: string;
  readonly version: number;
  /** Records that are done, in the order of the file. */
  readonly records: number;
  /** Where the next record begins, in bytes. */
  readonly offset: number;
  /** Length of the report that belongs to it, in bytes. */
  readonly reported: number;
  readonly counts: BackfillCounts;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
}

/** What became of the records; `known` were there already and stay as they are. */
export interface BackfillCounts {
  readonly linked: number;
  readonly review: number;
  readonly unmatched: number;
  readonly known: number;
  readonly refused: number;
}

export const NO_COUNTS: BackfillCounts = { linked: 0, review: 0, unmatched: 0, known: 0, refused: 0 };

/** The counts of two parts together. */
export function addCounts(a: BackfillCounts, b: BackfillCounts): BackfillCounts {
  return {
    linked: a.linked + b.linked,
    review: a.review + b.review,
    unmatched: a.unmatched + b.unmatched,
    known: a.known + b.known,
    refused: a.refused + b.refused,
  };
}
