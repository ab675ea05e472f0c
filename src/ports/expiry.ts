import type { Expiring } from '../core/domain/retention/retention.ts';
import type { Instant } from '../core/domain/shared/time.ts';

/** Takes away what is kept for a time only. */
export interface Expiry {
  /**
   * Takes away at most so many of what was written before this instant, oldest first, and says how many there were; of the outbox what was
   * delivered before it, and nothing else.
   */
  remove(what: Expiring, before: Instant, atMost: number): Promise<number>;
}
