import type { Instant } from '../core/domain/shared/time.ts';

/** The present. The seed and the tests bring their own. */
export interface Clock {
  now(): Instant;
}
