import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  isBrokenCircuitError,
  isTaskCancelledError,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';

const FAILURES_MAX = 5;
const REPEATS_MAX = 2;

/** No answer that says something of what was asked; `retryAfter` milliseconds where the service named them. */
export class NoAnswer extends Error {
  readonly retryAfter: number | null;

  constructor(reason: string, retryAfter: number | null = null) {
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

/** Two quick repeats around a circuit breaker around a timeout; who asks to be left alone is not asked again at once. */
export function createPolicy({ timeout: limit, firstRepeat, rest }: Patience) {
  return wrap(
    retry(
      handleWhen((error) => !isBrokenCircuitError(error) && !(error instanceof NoAnswer && error.retryAfter !== null)),
      { maxAttempts: REPEATS_MAX, backoff: new ExponentialBackoff({ initialDelay: firstRepeat }) },
    ),
    circuitBreaker(handleAll, { halfOpenAfter: rest, breaker: new ConsecutiveBreaker(FAILURES_MAX) }),
    timeout(limit, TimeoutStrategy.Aggressive),
  );
}

/** Why there is no answer, in a few words that hold nothing of what was sent. */
export function reasonOf(error: unknown): string {
  if (error instanceof NoAnswer) return error.message;
  if (isBrokenCircuitError(error)) return 'it failed too often and is left alone for a while';
  return isTaskCancelledError(error) ? 'no answer in time' : 'it cannot be reached';
}
