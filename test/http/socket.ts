import { issueToken } from '../../src/adapters/http/auth.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { ADMIN, createTestApi, SECRET, type TestApi } from './support.ts';

const { contract } = createTestApi();

/** The API of a running service, over its socket; each answer is held against the published contract. */
export function overSocket(url: string): Pick<TestApi, 'call'> {
  return {
    async call(method, path, { as = ADMIN, body, key, ifMatch, headers = {} } = {}) {
      const address = path.startsWith('/api') ? path : `/api/v1${path}`;
      const token = as && (await issueToken(SECRET, as, Date.now(), Date.now() + HOUR));
      const response = await fetch(url + address, {
        method,
        headers: {
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(key !== undefined && { 'Idempotency-Key': key }),
          ...(ifMatch !== undefined && { 'If-Match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('Content-Type')?.includes('json');
      const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
      contract.check(method, address, answer);
      return answer;
    },
  };
}
