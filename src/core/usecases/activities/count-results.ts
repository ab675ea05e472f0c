import type { BackfillCounts } from '../../domain/activity/backfill.ts';
import type { TakeResult } from './take-batch.ts';

/** How many records became what. */
export function countResults(results: readonly TakeResult[]): BackfillCounts {
  const counts = { linked: 0, review: 0, unmatched: 0, known: 0, refused: 0 };
  for (const result of results) counts[result.outcome === 'taken' ? result.answer.decision : result.outcome] += 1;
  return counts;
}
