import { isBrokenCircuitError, isTaskCancelledError } from 'cockatiel';
import type { EvidenceService, EvidenceUnavailable } from '../../ports/evidence-service.ts';
import { createPolicy, PassingFailure, type Patience, patienceOf } from '../remote/policy.ts';
import { readRetryAfter } from '../remote/retry-after.ts';
import { readEvidence, readPage } from './read-evidence.ts';

export interface EvidenceClientOptions extends Partial<Patience> {
  readonly url: string;
  readonly token: string;
  readonly fetch?: typeof globalThis.fetch;
}

/** The evidence service over HTTP, with a timeout, two quick repeats and a circuit breaker around each request. */
export function createEvidenceClient(options: EvidenceClientOptions): EvidenceService {
  const { url, token, fetch = globalThis.fetch } = options;
  const base = url.replace(/\/+$/, '');
  const policy = createPolicy(patienceOf(options));

  /** The body of an answer, null for 404. Throws where there is none. */
  async function read<T>(path: string, parse: (body: unknown) => T | null): Promise<T | null> {
    return policy.execute(async ({ signal }) => {
      const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
      const response = await fetch(`${base}${path}`, { headers, signal, redirect: 'manual' });
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw new PassingFailure(`HTTP ${response.status}`, readRetryAfter(response.headers.get('Retry-After')));
      }
      const body = await response.json().catch(() => undefined);
      const parsed = parse(body);
      if (parsed === null) throw new PassingFailure('its answer cannot be read', null);
      return parsed;
    });
  }

  return {
    async find(evidenceId) {
      try {
        const evidence = await read(`/evidence/${encodeURIComponent(evidenceId)}`, readEvidence);
        return evidence ? { outcome: 'found', evidence } : { outcome: 'unknown' };
      } catch (error) {
        return unavailable(error);
      }
    },
    async page(campaignId, cursor) {
      const query = new URLSearchParams({ campaignId, ...(cursor !== null && { cursor }) });
      try {
        const page = await read(`/evidence?${query}`, readPage);
        return { outcome: 'page', ...(page ?? { items: [], unreadable: 0, nextCursor: null }) };
      } catch (error) {
        return unavailable(error);
      }
    },
  };
}

function unavailable(error: unknown): EvidenceUnavailable {
  const retryAfter = error instanceof PassingFailure ? error.retryAfter : null;
  return { outcome: 'unavailable', reason: reasonOf(error), retryAfter };
}

/** Why there is no answer, in a few words that hold nothing of what was sent. */
function reasonOf(error: unknown): string {
  if (error instanceof PassingFailure) return error.message;
  if (isBrokenCircuitError(error)) return 'it failed too often and is left alone for a while';
  return isTaskCancelledError(error) ? 'no answer in time' : 'it cannot be reached';
}
