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
import type { BillingAnswer, BillingService } from '../../ports/billing-service.ts';
import { BATCH_TYPE, toCloudEvent } from './cloud-events.ts';
import { toPostedLine } from './invoice-line.ts';
import { readRetryAfter } from './retry-after.ts';

export interface BillingClientOptions {
  readonly url: string;
  readonly token: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds: for one attempt, before the first quick repeat, and for which an open circuit asks nothing. */
  readonly timeout?: number;
  readonly firstRepeat?: number;
  readonly rest?: number;
}

/** Attempts that fail one after another until the circuit opens, and quick repeats of one attempt. */
const FAILURES_MAX = 5;
const REPEATS_MAX = 2;
/** Answers of 4xx that may be different another time. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** An answer, or none, that says nothing about what was sent. */
class PassingFailure extends Error {
  readonly retryAfter: number | null;

  constructor(reason: string, retryAfter: number | null) {
    super(reason);
    this.retryAfter = retryAfter;
  }
}

/** The billing service over HTTP, with a timeout, two quick repeats and a circuit breaker around each request. */
export function createBillingClient(options: BillingClientOptions): BillingService {
  const { url, token, fetch = globalThis.fetch, timeout: limit = 5_000, firstRepeat = 200, rest = 10_000 } = options;
  const base = url.replace(/\/+$/, '');
  const mayRepeat = (error: unknown) => !isBrokenCircuitError(error) && (retryAfterOf(error) ?? 0) === 0;
  const policy = wrap(
    retry(handleWhen(mayRepeat), {
      maxAttempts: REPEATS_MAX,
      backoff: new ExponentialBackoff({ initialDelay: firstRepeat }),
    }),
    circuitBreaker(handleAll, { halfOpenAfter: rest, breaker: new ConsecutiveBreaker(FAILURES_MAX) }),
    timeout(limit, TimeoutStrategy.Aggressive),
  );

  async function post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<BillingAnswer> {
    try {
      return await policy.execute(async ({ signal }) => {
        const response = await fetch(`${base}${path}`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, ...headers },
          body: JSON.stringify(body),
          redirect: 'manual',
          signal,
        });
        await response.body?.cancel();
        return answerOf(response);
      });
    } catch (error) {
      return unavailable(error, rest);
    }
  }

  return {
    sendUsage: (events) => post('/events', events.map(toCloudEvent), { 'Content-Type': BATCH_TYPE }),
    postLine: (line) =>
      post('/invoice-lines', toPostedLine(line), { 'Content-Type': 'application/json', 'Idempotency-Key': line.id }),
  };
}

/** Throws PassingFailure for what may be different another time. */
function answerOf({ ok, status, headers }: Response): BillingAnswer {
  if (ok) return { outcome: 'accepted' };
  if (status >= 400 && status < 500 && !PASSING.has(status)) return { outcome: 'refused', reason: `HTTP ${status}` };
  throw new PassingFailure(`HTTP ${status}`, readRetryAfter(headers.get('Retry-After')));
}

function unavailable(error: unknown, rest: number): BillingAnswer {
  if (isBrokenCircuitError(error))
    return { outcome: 'unavailable', reason: 'circuit open', retryAfter: rest, untried: true };
  const reason =
    error instanceof PassingFailure ? error.message : isTaskCancelledError(error) ? 'no answer in time' : 'unreachable';
  return { outcome: 'unavailable', reason, retryAfter: retryAfterOf(error), untried: false };
}

function retryAfterOf(error: unknown): number | null {
  return error instanceof PassingFailure ? error.retryAfter : null;
}
