import type { Instant } from '../shared/time.ts';

/** Beyond so many askers of one campaign the count stands still, as "so many or more". */
export const ASKERS_MAX = 1_000;

/** Who asked for capacity in vain since there was room last: a count, each subject or key once; nobody can be told from it. */
export interface UnmetDemand {
  readonly asked: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}
