import { issueToken } from '../../src/adapters/http/auth.ts';
import { type Adapters, compose, type Service, type Settings } from '../../src/compose.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { Actor, Role } from '../../src/core/domain/access/actor.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Contract, contractOf } from './contract.ts';

export const SECRET = 'a-secret-of-more-than-thirty-two-bytes';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  body: any;
}

export interface Call {
  /** Null: without a token. */
  as?: Actor | null;
  token?: string;
  body?: unknown;
  key?: string;
  ifMatch?: number | string;
  headers?: Record<string, string>;
}

export interface TestApi {
  service: Service;
  contract: Contract;
  /** Answers of the app itself, without a socket; each is held against the published contract. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  tokenOf(actor: Actor, milliseconds?: number): Promise<string>;
}

export const ADMIN: Actor = { id: 'admin-1', role: 'admin', companyId: null };
export const SALES: Actor = { id: 'sales-1', role: 'sales', companyId: null };
export const COORDINATOR: Actor = { id: 'coordinator-1', role: 'coordinator', companyId: null };

/** Somebody of the company. */
export function ofCompany(companyId: string, role: Extract<Role, 'company_admin' | 'company_user'>): Actor {
  return { id: `${role}-of-${companyId}`, role, companyId };
}

/** The composed service over memory, or over the adapters given; its background work is not started. */
export function createTestApi(adapters: Adapters = memoryAdapters(), settings: Partial<Settings> = {}): TestApi {
  const auth = { kind: 'secret' as const, secret: SECRET };
  const service = compose({ auth, rateLimit: 0, demo: false, ...settings }, adapters);
  const contract = contractOf(service.app);
  const { clock } = adapters.ports;
  const tokenOf = (actor: Actor, milliseconds = HOUR) =>
    issueToken(SECRET, actor, clock.now(), clock.now() + milliseconds);
  return {
    service,
    contract,
    tokenOf,
    async call(method, path, { as = ADMIN, token, body, key, ifMatch, headers = {} } = {}) {
      const bearer = token ?? (as === null ? null : await tokenOf(as));
      const url = path.startsWith('/api') ? path : `/api/v1${path}`;
      const response = await service.app.request(url, {
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
      const isJson = /\bjson|\+json/.test(response.headers.get('Content-Type') ?? '');
      const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
      contract.check(method, url, answer);
      return answer;
    },
  };
}
