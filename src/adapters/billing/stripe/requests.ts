import Stripe from 'stripe';
import { SECOND } from '../../../core/domain/shared/time.ts';
import type { BillingAnswer } from '../../../ports/billing-service.ts';
import { createPolicy, PassingFailure, type Patience } from '../../remote/policy.ts';
import { readRetryAfter } from '../../remote/retry-after.ts';
import { isFinal, unavailable } from '../answers.ts';

/** Conflicts with a request that is still under way: they end with it. */
const UNDER_WAY: ReadonlySet<string> = new Set(['idempotency_key_in_use', 'lock_timeout']);

export interface Connection extends Patience {
  readonly apiKey: string;
  /** Where Stripe is, scheme and host; null for Stripe itself. */
  readonly base: string | null;
  readonly fetch: typeof globalThis.fetch;
}

/** What is not asked of Stripe, since it cannot be as it stands, or not yet. */
export class Unsendable extends Error {
  readonly waits: boolean;

  constructor(reason: string, { waits }: { waits: boolean }) {
    super(reason);
    this.waits = waits;
  }
}

export type Requests = ReturnType<typeof createRequests>;

/**
 * Stripe's library without its own repeats, under the policy of every billing service: whether, when and how often something is asked
 * again is decided there and in the outbox alone.
 */
export function createRequests(connection: Connection) {
  const { apiKey, base, timeout } = connection;
  const { protocol, hostname, port } = new URL(base ?? 'https://api.stripe.com');
  const stripe = new Stripe(apiKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    timeout: timeout + SECOND, // the policy gives up first, and says so
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(plainFetch(connection.fetch)),
  });
  const policy = createPolicy(connection);

  return {
    /** One request. Throws Stripe's error where its answer is final, and what the policy throws where it may be another one later. */
    async ask<T extends { readonly object: string }>(request: (stripe: Stripe) => Promise<T>): Promise<T> {
      const answer = await policy.execute(async () => {
        try {
          const value = await request(stripe);
          if (typeof value.object !== 'string') throw new PassingFailure('no answer of Stripe', null);
          return { value };
        } catch (error) {
          if (isStripeError(error) && (isReplayed(error) || isFinalError(error))) return { error };
          throw passing(error);
        }
      });
      if ('error' in answer) throw answer.error;
      return answer.value;
    },

    /** Does what asks Stripe, and says what became of it. */
    async answer(work: () => Promise<void>): Promise<BillingAnswer> {
      try {
        await work();
        return { outcome: 'accepted' };
      } catch (error) {
        if (error instanceof Unsendable) {
          const { message: reason, waits } = error;
          return waits
            ? { outcome: 'unavailable', reason, retryAfter: null, untried: false }
            : { outcome: 'refused', reason };
        }
        if (!isStripeError(error)) return unavailable(error, connection);
        return isFinalError(error)
          ? { outcome: 'refused', reason: reasonOf(error) }
          : unavailable(passing(error), connection);
      }
    },
  };
}

export function isStripeError(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeError;
}

/** Whether Stripe gave the stored answer to an earlier request with the same key again, which may be a failure that has passed. */
export function isReplayed({ headers }: Stripe.errors.StripeError): boolean {
  return headers?.['idempotent-replayed'] === 'true';
}

function isFinalError({ statusCode, code }: Stripe.errors.StripeError): boolean {
  return statusCode !== undefined && isFinal(statusCode) && !UNDER_WAY.has(code ?? '');
}

function passing(error: unknown): unknown {
  if (!isStripeError(error) || error.statusCode === undefined) return error;
  return new PassingFailure(reasonOf(error), readRetryAfter(error.headers?.['retry-after'] ?? null));
}

/** Status and code only: a message may repeat what was sent. */
function reasonOf({ statusCode, code }: Stripe.errors.StripeError): string {
  return ['HTTP', statusCode, code].filter(Boolean).join(' ');
}

/**
 * A fetch that follows no redirect, fails without the codes on which the library repeats by itself, and makes what is no answer of Stripe's,
 * such as a proxy's page, an error with its status.
 */
function plainFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' }).catch((error: unknown) => {
      init?.signal?.throwIfAborted();
      throw new TypeError('unreachable', { cause: error });
    });
    if (response.ok) return response;
    const text = await response.text();
    const { status, headers } = response;
    return new Response(saysError(text) ? text : '{"error":{"type":"api_error"}}', { status, headers });
  };
}

function saysError(text: string): boolean {
  try {
    return typeof JSON.parse(text).error === 'object';
  } catch {
    return false;
  }
}
