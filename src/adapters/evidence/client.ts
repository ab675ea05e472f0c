import type { EvidenceService, EvidenceUnavailable } from '../../ports/evidence-service.ts';
import { createPolicy, NoAnswer, type Patience, reasonOf } from './policy.ts';
import { readEvidence, readPage } from './read-evidence.ts';

export interface EvidenceClientOptions extends Partial<Patience> {
  readonly url: string;
  readonly token: string;
  readonly fetch?: typeof globalThis.fetch;
}

/** The evidence service over HTTP, with a timeout, two quick repeats and a circuit breaker around each request. */
export function createEvidenceClient(options: EvidenceClientOptions): EvidenceService {
  const { url, token, fetch = globalThis.fetch, timeout = 5_000, firstRepeat = 200, rest = 10_000 } = options;
  const base = url.replace(/\/+$/, '');
  const policy = createPolicy({ timeout, firstRepeat, rest });

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
        throw new NoAnswer(`HTTP ${response.status}`, readRetryAfter(response.headers.get('Retry-After')));
      }
      const body = await response.json().catch(() => undefined);
      const parsed = parse(body);
      if (parsed === null) throw new NoAnswer('its answer cannot be read');
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
  const retryAfter = error instanceof NoAnswer ? error.retryAfter : null;
  return { outcome: 'unavailable', reason: reasonOf(error), retryAfter };
}

function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}
