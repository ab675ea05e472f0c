import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { ADMIN, createTestApi, type TestApi } from '../http/support.ts';
import { createWorld } from '../http/world.ts';

/** Methods of a port that fail once `broken` names them. */
function breakable<T extends object>(port: T, broken: Set<string>, name: string): T {
  return new Proxy(port, {
    get(target, method, receiver) {
      const value = Reflect.get(target, method, receiver);
      if (typeof value !== 'function' || !broken.has(`${name}.${String(method)}`)) return value;
      return async () => {
        throw new Error('secret of the driver');
      };
    },
  });
}

describe('what fails', () => {
  const broken = new Set<string>();
  let api: TestApi;
  let id: string;

  beforeEach(async () => {
    broken.clear();
    const adapters = memoryAdapters();
    const names = ['campaigns', 'alerts', 'dayEnds', 'outbox', 'companies', 'snapshots', 'spending'] as const;
    const parts = names.map((name) => [name, breakable(adapters.ports[name], broken, name)]);
    const ports: Ports = { ...adapters.ports, ...Object.fromEntries(parts) };
    api = createTestApi({ ...adapters, ports }, { cacheViews: false });
    const world = createWorld(api);
    id = await world.recruiting(await world.company());
  });

  async function get(path: string, headers: Record<string, string> = {}) {
    const cookie = `__Host-session=${await api.tokenOf(ADMIN)}`;
    const answer = await api.service.app.request(path, { headers: { Cookie: cookie, ...headers } });
    return { status: answer.status, html: await answer.text() };
  }

  it('says so in its place, with the rest of the page working', async () => {
    broken.add('dayEnds.since');
    const overview = await get(`/campaigns/${id}`);
    expect(overview.status).toBe(200);
    expect(overview.html).toContain('The capacity could not be read');
    expect(overview.html).toContain('Cohorts');
    broken.add('outbox.list');
    const list = await get('/');
    expect(list.status).toBe(200);
    expect(list.html).toContain('What needs you today could not be read');
    expect(list.html).toContain('Mentors, Berlin');
  });

  it('leaves the rest of a campaign’s impact standing', async () => {
    broken.add('spending.list');
    const page = await get(`/campaigns/${id}/impact`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('The budget could not be read');
    expect(page.html).toContain('Beneficiaries served');
    broken.add('snapshots.newestUntil');
    const less = await get(`/campaigns/${id}/impact`);
    expect(less.status).toBe(200);
    expect(less.html).toContain('The estimate could not be read');
    expect(less.html).toContain('Cohorts');
  });

  it('never takes a page down for the alert count', async () => {
    broken.add('alerts.countRaised');
    expect((await get('/catalogue/templates')).status).toBe(200);
  });

  it('keeps what went wrong to itself when the page itself fails', async () => {
    broken.add('campaigns.list');
    const page = await get('/capacity');
    expect(page.status).toBe(500);
    expect(page.html).toContain('Something went wrong here');
    expect(page.html).toContain('Try again');
    expect(page.html).not.toContain('secret of the driver');
    const part = await get('/?state=active', { 'HX-Request': 'true', 'HX-Request-Type': 'partial' });
    expect(part.status).toBe(500);
    expect(part.html).not.toContain('<html');
    expect(part.html).not.toContain('secret of the driver');
  });

  it('sends people to sign in again when their session has ended, also from a part of a page', async () => {
    const page = await api.service.app.request('/alerts?state=resolved');
    expect([page.status, page.headers.get('Location')]).toEqual([303, '/sign-in?next=%2Falerts%3Fstate%3Dresolved']);
    const part = await api.service.app.request('/live', { headers: { 'HX-Request': 'true' } });
    expect([part.status, part.headers.get('HX-Redirect')]).toEqual([401, '/sign-in']);
  });
});
