import { describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { ERROR_CODES } from '../../src/core/domain/shared/errors.ts';
import { ADMIN, createTestApi, SALES } from './support.ts';
import { createWorld } from './world.ts';

const api = createTestApi();
const world = createWorld(api);

describe('versions', () => {
  it('carries a strong ETag, and takes a change only with the one that is current', async () => {
    const id = await world.company();
    const read = await api.call('GET', `/companies/${id}`);
    expect(read.headers.get('ETag')).toBe('"1"');
    const change = (ifMatch?: number | string) =>
      api.call('PATCH', `/companies/${id}`, { body: { name: 'New' }, ...(ifMatch !== undefined && { ifMatch }) });
    expect((await change()).status).toBe(428);
    expect((await change(2)).status).toBe(412);
    expect((await change('W/"1"')).status).toBe(412);
    expect((await change('*')).status).toBe(412);
    const changed = await change(1);
    expect([changed.status, changed.headers.get('ETag'), changed.body.version]).toEqual([200, '"2"', 2]);
    expect((await change(1)).body.code).toBe('VERSION_MISMATCH');
  });

  it('takes a merge patch under its own media type: absent stays, null clears', async () => {
    const companyId = await world.company();
    const made = await api.call('POST', '/campaigns', {
      body: { companyId, name: 'A', description: 'B', tags: ['c'] },
    });
    const { body } = await api.call('PATCH', `/campaigns/${made.body.id}`, {
      ifMatch: 1,
      body: '{"description":null}',
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });
    expect(body).toMatchObject({ name: 'A', description: null, tags: ['c'] });
  });

  it('is not to be kept by anybody in between', async () => {
    const { headers } = await api.call('GET', '/companies');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('creation', () => {
  const body = { name: 'Once', timeZone: 'Europe/Oslo', currency: 'NOK' };

  it('answers 201 with the place of the new thing', async () => {
    const made = await api.call('POST', '/companies', { body });
    expect(made.status).toBe(201);
    const read = await api.call('GET', made.headers.get('Location') ?? '');
    expect(read.body).toEqual(made.body);
  });

  it('happens once for a key of the same caller, and the first answer is given again', async () => {
    const first = await api.call('POST', '/companies', { body, key: 'k' });
    const again = await api.call('POST', '/companies', { body, key: 'k' });
    expect(again.status).toBe(201);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    expect(again.body).toEqual(first.body);
    const other = await api.call('POST', '/companies', { body, key: 'k', as: SALES });
    expect(other.body.id).not.toBe(first.body.id);
    const changed = await api.call('POST', '/companies', { body: { ...body, name: 'Twice' }, key: 'k' });
    expect([changed.status, changed.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('what is refused', () => {
  const path = '/companies';
  const body = { name: 'A', timeZone: 'UTC', currency: 'EUR' };

  it('tells every field that is wrong, by its path', async () => {
    const {
      status,
      headers,
      body: problem,
    } = await api.call('POST', path, {
      body: { name: ' ', currency: 7, contacts: [{ name: 'x', email: 'x', role: 'boss' }], colour: 'red' },
    });
    expect(status).toBe(422);
    expect(headers.get('Content-Type')).toBe('application/problem+json');
    expect(problem).toMatchObject({ type: '/problems/INVALID', title: 'Invalid', status: 422, code: 'INVALID' });
    expect(problem.errors.map((issue: { path: string; code: string }) => [issue.path, issue.code])).toEqual([
      ['name', 'TOO_SMALL'],
      ['timeZone', 'REQUIRED'],
      ['currency', 'INVALID_TYPE'],
      ['contacts.0.role', 'INVALID_VALUE'],
      ['colour', 'UNKNOWN_FIELD'],
    ]);
  });

  it.each([
    ['JSON that is none', { body: '{"name":' }, 400, 'MALFORMED'],
    [
      'a body of another type',
      { body: 'name=A', headers: { 'Content-Type': 'text/plain' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['a body that is no object', { body: '[]' }, 422, 'INVALID'],
    ['no body', {}, 422, 'INVALID'],
    ['a body of more than 1 MiB', { body: { ...body, name: 'x'.repeat(1024 * 1024) } }, 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses %s', async (_what, call, status, code) => {
    const answer = await api.call('POST', path, call);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses a body by the length that it says, before reading it', async () => {
    const answer = await api.call('POST', path, { body, headers: { 'Content-Length': String(1024 * 1024 + 1) } });
    expect([answer.status, answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('takes larger batches, and refuses those of more than 5 MiB', async () => {
    const id = await world.recruiting(await world.company());
    const batch = (characters: number) =>
      api.call('POST', `/campaigns/${id}/consumption/batch`, {
        body: { items: [{ key: 'k', note: 'x'.repeat(characters) }] },
      });
    expect((await batch(2 * 1024 * 1024)).status).toBe(200);
    expect((await batch(5 * 1024 * 1024)).status).toBe(413);
  });

  it.each([
    ['an unknown filter', '?colour=red'],
    ['a limit of 0', '?limit=0'],
    ['a limit of 101', '?limit=101'],
    ['a limit twice', '?limit=1&limit=2'],
    ['a cursor of elsewhere', '?cursor=WyJsZWRnZXIiLDEzXQ'],
    ['a cursor that is none', '?cursor=%F0%9F%92%A9'],
  ])('refuses a list with %s', async (_what, query) => {
    const { status, body: problem } = await api.call('GET', `${path}${query}`);
    expect(status).toBe(400);
    expect(['MALFORMED', 'INVALID_CURSOR']).toContain(problem.code);
  });

  it('refuses a query where an address takes none', async () => {
    const id = await world.company();
    const answer = await api.call('GET', `/companies/${id}?verbose=1`);
    expect([answer.status, answer.body.code]).toEqual([400, 'MALFORMED']);
    expect(answer.body.errors).toMatchObject([{ path: 'verbose', code: 'UNKNOWN_FIELD' }]);
  });

  it('names the methods of an address that does not take this one', async () => {
    const { status, headers, body: problem } = await api.call('DELETE', path);
    expect([status, problem.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(headers.get('Allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'POST']);
  });

  it.each(['/nothing', '/api/v2/companies', '/api/v1'])('answers 404 for %s', async (address) => {
    const { status, headers } = await api.call('GET', address);
    expect(status).toBe(404);
    expect(headers.get('Content-Type')).toBe('application/problem+json');
  });

  it('has a page behind the type of every problem', async () => {
    for (const code of [...Object.values(ERROR_CODES).flat(), 'RATE_LIMITED', 'INTERNAL']) {
      const page = await api.service.app.request(`/problems/${code}`);
      expect(page.status, code).toBe(200);
      expect(await page.text()).toContain(code);
    }
    expect((await api.service.app.request('/problems/NONE')).status).toBe(404);
  });
});

describe('lists', () => {
  it('go on behind the cursor until there is none, without gap or repeat', async () => {
    const own = createTestApi();
    const names = ['Delta', 'alpha', 'Charlie', 'bravo', 'Echo'];
    for (const name of names) await createWorld(own).company(name);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await own.call('GET', `/companies?limit=2${cursor}`);
      seen.push(...body.items.map((company: { name: string }) => company.name));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen).toEqual(['alpha', 'bravo', 'Charlie', 'Delta', 'Echo']);
  });
});

describe('short lists', () => {
  it('are read in pages like all others', async () => {
    const id = await world.draft(await world.company());
    for (const ifMatch of [1, 2]) {
      const body = { model: 'seats', committedSeats: 10 + ifMatch, seatPricePerMonth: '85.00' };
      await api.call('PUT', `/campaigns/${id}/terms`, { ifMatch, body });
    }
    const first = await api.call('GET', `/campaigns/${id}/terms?limit=2`);
    const rest = await api.call('GET', `/campaigns/${id}/terms?limit=2&cursor=${first.body.nextCursor}`);
    const numbers = [...first.body.items, ...rest.body.items].map(({ number }) => number);
    expect(numbers).toEqual([3, 2, 1]);
    expect(rest.body.nextCursor).toBeNull();
    expect((await api.call('GET', `/campaigns/${id}/instances?cursor=${first.body.nextCursor}`)).status).toBe(400);
  });
});

describe('requests', () => {
  it('carry the caller’s id where it is sane, else one of their own', async () => {
    const own = await api.call('GET', '/companies', { headers: { 'X-Request-Id': 'trace-1' } });
    expect(own.headers.get('X-Request-Id')).toBe('trace-1');
    const other = await api.call('GET', '/companies', { headers: { 'X-Request-Id': 'a b<script>' } });
    expect(other.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('are limited for each caller by themselves', async () => {
    const limited = createTestApi(memoryAdapters(), { rateLimit: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await limited.call('GET', '/companies')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await limited.call('GET', '/companies');
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(refused.body.code).toBe('RATE_LIMITED');
    expect((await limited.call('GET', '/companies', { as: SALES })).status).toBe(200);
  });
});

describe('failures', () => {
  it('of the store are told as such, with when to come again', async () => {
    const adapters = memoryAdapters();
    const unreachable = async () => {
      throw new Error('connect ECONNREFUSED 10.0.0.7:27017');
    };
    const capacityLog = { ...adapters.ports.capacityLog, load: unreachable };
    const failing = createTestApi({ ...adapters, ports: { ...adapters.ports, capacityLog } });
    const draft = await createWorld(createTestApi(adapters)).recruiting(await createWorld(failing).company());
    const { status, headers, body } = await createWorld(failing).consume(draft, 'k', { subject: 'v' });
    expect([status, body.code]).toEqual([503, 'UNAVAILABLE']);
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('ECONNREFUSED');
  });

  it('that nobody foresaw say nothing of what is inside', async () => {
    const adapters = memoryAdapters();
    const companies = {
      ...adapters.ports.companies,
      list: async () => {
        throw new Error('password=hunter2');
      },
    };
    const failing = createTestApi({ ...adapters, ports: { ...adapters.ports, companies } });
    const { status, body } = await failing.call('GET', '/companies');
    expect([status, body.code]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|stack|\.ts/);
  });
});

describe('the demo', () => {
  const demo = createTestApi(memoryAdapters(), { demo: true });
  const ask = async (host: string) => (await demo.service.app.request('/healthz', { headers: { Host: host } })).status;

  it.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000'])('answers to %s', async (host) => {
    expect(await ask(host)).toBe(200);
  });

  it.each(['example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.1'])('refuses %s', async (host) => {
    expect(await ask(host)).toBe(403);
  });

  it('is the only one that asks for it', async () => {
    const answer = await api.call('GET', '/companies', { as: ADMIN, headers: { Host: 'campaigns.example.com' } });
    expect(answer.status).toBe(200);
  });
});
