import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  isBrokenCircuitError,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';

/** Attempts that fail one after another until the circuit opens, and quick repeats of one request. */
const FAILURES_MAX = 5;
const REPEATS_MAX = 2;

/** An answer that says nothing about what was asked: it may be different another time. */
export class PassingFailure extends Error {
  readonly retryAfter: number | null;

  constructor(reason: string, retryAfter: number | null) {
    super(reason);
    this.retryAfter = retryAfter;
  }
}

/** Milliseconds: for one attempt, before the first quick repeat, and for which an open circuit asks nothing. */
export interface Patience {
  readonly timeout: number;
  readonly firstRepeat: number;
  readonly rest: number;
}

/** The patience that was asked for, and what is usual for the rest. */
export function patienceOf({ timeout = 5_000, firstRepeat = 200, rest = 10_000 }: Partial<Patience>): Patience {
  return { timeout, firstRepeat, rest };
}

/** Quick repeats around a circuit breaker around a timeout; who asks to be left alone is not asked again at once. */
export function createPolicy({ timeout: limit, firstRepeat, rest }: Patience) {
  return wrap(
    retry(
      handleWhen((error) => !isBrokenCircuitError(error) && !asksToWait(error)),
      { maxAttempts: REPEATS_MAX, backoff: new ExponentialBackoff({ initialDelay: firstRepeat }) },
    ),
    circuitBreaker(handleAll, { halfOpenAfter: rest, breaker: new ConsecutiveBreaker(FAILURES_MAX) }),
    timeout(limit, TimeoutStrategy.Aggressive),
  );
}

function asksToWait(error: unknown): boolean {
  return error instanceof PassingFailure && (error.retryAfter ?? 0) > 0;
}
