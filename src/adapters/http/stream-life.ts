/** setTimeout holds at most 2^31 − 1 ms; a stream of more than 24 days ends then, and the client resumes. */
const LONGEST = 2_147_483_647;
/** The part of a bounded life by which streams differ, so that those opened together do not come back together. */
const SPREAD = 0.2;

/** Milliseconds until a stream ends because its token or session does. */
export function untilExpiry(expiresAt: number, now: number): number {
  return Math.min(Math.max(0, expiresAt - now), LONGEST);
}

/**
 * Milliseconds after which a stream is cut where its life is bounded, since nothing else would tell that its client has
 * vanished: one that is there resumes. Null where it is not.
 */
export function cutAfter(mostStreamLife: number | null, chance: () => number = Math.random): number | null {
  return mostStreamLife === null ? null : Math.round(mostStreamLife * (1 - SPREAD * chance()));
}

/** Ends a stream at once and its connection with it; by its code the server takes it for a client that has gone. */
export class StreamCut extends Error {
  override readonly name = 'StreamCut';
  readonly code = 'ERR_STREAM_PREMATURE_CLOSE';

  constructor() {
    super('The stream was cut; its client can resume');
  }
}
