import type { UsageEvent } from '../../core/domain/billing/usage-event.ts';
import type { BilledSubscription, BillingAnswer, BillingService } from '../../ports/billing-service.ts';
import { createPolicy, PassingFailure, type Patience, patienceOf } from '../remote/policy.ts';
import { readRetryAfter } from '../remote/retry-after.ts';
import { isFinal, sendSingly, unavailable } from './answers.ts';
import { BATCH_TYPE, toCloudEvent } from './cloud-events.ts';
import { toPostedLine } from './invoice-line.ts';
import { readSubscriptions } from './subscriptions.ts';

export interface BillingClientOptions extends Partial<Patience> {
  readonly url: string;
  readonly token: string;
  readonly fetch?: typeof globalThis.fetch;
  /** False where the service keeps no subscriptions. */
  readonly subscriptions?: boolean;
}

/** The billing service over HTTP, with a timeout, two quick repeats and a circuit breaker around each request. */
export function createBillingClient(options: BillingClientOptions): BillingService {
  const { url, token, fetch = globalThis.fetch } = options;
  const patience = patienceOf(options);
  const base = url.replace(/\/+$/, '');
  const sending = createPolicy(patience);
  const reading = createPolicy(patience);

  async function post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<BillingAnswer> {
    try {
      return await sending.execute(async ({ signal }) => {
        const init = { method: 'POST', headers: { Authorization: `Bearer ${token}`, ...headers }, signal };
        const response = await fetch(`${base}${path}`, { ...init, body: JSON.stringify(body), redirect: 'manual' });
        await response.body?.cancel();
        return answerOf(response);
      });
    } catch (error) {
      return unavailable(error, patience);
    }
  }

  const postEvents = (events: readonly UsageEvent[]) =>
    post('/events', events.map(toCloudEvent), { 'Content-Type': BATCH_TYPE });

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
    // A batch is taken or refused whole; sent singly, only what is wrong is refused.
    async sendUsage(events) {
      const answer = await postEvents(events);
      if (answer.outcome === 'refused' && events.length > 1) return sendSingly(events, (event) => postEvents([event]));
      return events.map(() => answer);
    },
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
  if (isFinal(status)) return { outcome: 'refused', reason: `HTTP ${status}` };
  throw new PassingFailure(`HTTP ${status}`, readRetryAfter(headers.get('Retry-After')));
}
