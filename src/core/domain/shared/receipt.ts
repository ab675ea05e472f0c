import type { Instant } from './time.ts';

/** The first answer to a keyed request, kept in the transaction of its effect so that a repeat gets it again. */
export interface Receipt {
  /** `<caller> <method> <path> <key>` */
  readonly id: string;
  readonly hash: string;
  /** What the use case returned, as plain data. */
  readonly result: unknown;
  readonly at: Instant;
}
