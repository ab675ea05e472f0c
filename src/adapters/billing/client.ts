import { isBrokenCircuitError, isTaskCancelledError } from 'cockatiel';
import type { BilledSubscription, BillingAnswer, BillingService } from '../../ports/billing-service.ts';
import { BATCH_TYPE, toCloudEvent } from './cloud-events.ts';
import { toPostedLine } from './invoice-line.ts';
import { createPolicy, PassingFailure, type Patience } from './policy.ts';
import { readRetryAfter } from './retry-after.ts';
import { readSubscriptions } from './subscriptions.ts';

export interface BillingClientOptions extends Partial<Patience> {
  readonly url: string;
  readonly token: string;
  readonly fetch?: typeof globalThis.fetch;
  /** False where the service keeps no subscriptions. */
  readonly subscriptions?: boolean;
}

/** Answers of 4xx that may be different another time. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** The billing service over HTTP, with a timeout, two quick repeats and a circuit breaker around each request. */
export function createBillingClient(options: BillingClientOptions): BillingService {
  const { url, token, fetch = globalThis.fetch, timeout = 5_000, firstRepeat = 200, rest = 10_000 } = options;
  const base = url.replace(/\/+$/, '');
  const sending = createPolicy({ timeout, firstRepeat, rest });
  const reading = createPolicy({ timeout, firstRepeat, rest });

  async function post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<BillingAnswer> {
    try {
      return await sending.execute(async ({ signal }) => {
        const init = { method: 'POST', headers: { Authorization: `Bearer ${token}`, ...headers }, signal };
        const response = await fetch(`${base}${path}`, { ...init, body: JSON.stringify(body), redirect: 'manual' });
        await response.body?.cancel();
        return answerOf(response);
      });
    } catch (error) {
      return unavailable(error, rest);
    }
  }

  async function read(path: string): Promise<readonly BilledSubscription[] | null> {
    try {
      return await reading.execute(async ({ signal }) => {
        const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
        const response = await fetch(`${base}${path}`, { headers, signal, redirect: 'manual' });
        if (response.ok) return readSubscriptions(await response.json());
        await response.body?.cancel();
        if (response.status === 404) return [];
        throw new PassingFailure(`HTTP ${response.status}`, readRetryAfter(response.headers.get('Retry-After')));
      });
    } catch {
      return null;
    }
  }

  return {
    sendUsage: (events) => post('/events', events.map(toCloudEvent), { 'Content-Type': BATCH_TYPE }),
    postLine: (line) =>
      post('/invoice-lines', toPostedLine(line), { 'Content-Type': 'application/json', 'Idempotency-Key': line.id }),
    subscriptions:
      options.subscriptions === false
        ? null
        : {
            find: (id) => read(`/subscriptions/${encodeURIComponent(id)}`),
            ofCompany: (companyId) => read(`/subscriptions?companyId=${encodeURIComponent(companyId)}`),
          },
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
  const retryAfter = error instanceof PassingFailure ? error.retryAfter : null;
  return { outcome: 'unavailable', reason, retryAfter, untried: false };
}
