import { issueToken } from '../../src/adapters/http/auth.ts';
import { type Adapters, compose, type Service } from '../../src/compose.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { Actor, Role } from '../../src/core/domain/access/actor.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';

export const SECRET = 'a-secret-of-more-than-thirty-two-bytes';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  body: any;
}

export interface Call {
  as?: Actor | null;
  token?: string;
  body?: unknown;
  key?: string;
  ifMatch?: number | string;
  headers?: Record<string, string>;
}

export interface TestApi {
  service: Service;
  /** Answers of the app itself, without a socket. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  tokenOf(actor: Actor): Promise<string>;
}

export const ADMIN: Actor = { id: 'admin-1', role: 'admin', companyId: null };
export const SALES: Actor = { id: 'sales-1', role: 'sales', companyId: null };
export const COORDINATOR: Actor = { id: 'coordinator-1', role: 'coordinator', companyId: null };

/** Somebody of the company. */
export function ofCompany(companyId: string, role: Extract<Role, 'company_admin' | 'company_user'>): Actor {
  return { id: `${role}-of-${companyId}`, role, companyId };
}

/** The composed service over memory, or over the adapters given; its background work is not started. */
export function createTestApi(adapters: Adapters = memoryAdapters(), settings = {}): TestApi {
  const auth = { kind: 'secret' as const, secret: SECRET };
  const service = compose({ auth, rateLimit: 0, demo: false, ...settings }, adapters);
  const { clock } = adapters.ports;
  const tokenOf = (actor: Actor) => issueToken(SECRET, actor, clock.now(), clock.now() + HOUR);
  return {
    service,
    tokenOf,
    async call(method, path, { as = ADMIN, token, body, key, ifMatch, headers = {} } = {}) {
      const bearer = token ?? (as === null ? null : await tokenOf(as));
      const response = await service.app.request(path.startsWith('/api') ? path : `/api/v1${path}`, {
        method,
        headers: {
          ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
          ...(ifMatch === undefined ? {} : { 'If-Match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('Content-Type')?.includes('json');
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
  };
}
