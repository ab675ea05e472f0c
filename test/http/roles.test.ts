import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Role } from '../../src/core/domain/access/actor.ts';
import type { Media } from './contract.ts';
import { createTestApi, ofCompany } from './support.ts';
import { createWorld, SEATS } from './world.ts';

const api = createTestApi();
const world = createWorld(api);
const ids: Record<string, string> = {};
let companyId = '';

beforeAll(async () => {
  await api.service.start();
  companyId = await world.company();
  const campaignId = await world.recruiting(companyId);
  for (let at = 1; at <= 8; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
  const alert = await vi.waitFor(async () => {
    const { body } = await api.call('GET', `/alerts?campaignId=${campaignId}`);
    expect(body.items).toHaveLength(1);
    return body.items[0];
  }, 10_000);
  const entries = await api.call('GET', `/campaigns/${campaignId}/ledger?kind=consume`);
  Object.assign(ids, {
    companies: companyId,
    'program-templates': await world.template(),
    'beneficiary-groups': await world.group(),
    subscriptions: await world.subscription(companyId),
    campaigns: campaignId,
    alerts: alert.id,
    ledger: entries.body.items[0].id,
  });
});
afterAll(() => api.service.stop());

/** The path with the ids of things that are there, by the segment before each. */
function pathTo(path: string): string {
  return path.replaceAll(/([\w-]+)\/\{\w+\}/g, (_, segment) => `${segment}/${ids[segment] ?? 'none'}`);
}

function exampleOf(body: Media | null, path: string): unknown {
  return path.endsWith('/terms') ? SEATS : body?.example;
}

const companyRoutes = api.contract.operations
  .filter(({ roles }) => roles.includes('company_admin'))
  .filter(({ path }) => !path.endsWith('/events'));

it.each(companyRoutes)('opens $method $path to exactly the roles of the company that it names', async (operation) => {
  const { method, path, roles, requestBody } = operation;
  for (const role of ['company_user', 'company_admin'] satisfies Role[]) {
    const call = { as: ofCompany(companyId, role), key: `${role} ${path}`, ifMatch: 1 };
    const body = requestBody && { body: exampleOf(requestBody, path) };
    const { status } = await api.call(method, pathTo(path), { ...call, ...body });
    if (roles.includes(role)) expect(status).not.toBe(403);
    else expect(status).toBe(403);
    expect(status).not.toBe(401);
  }
});

const ownedThings = companyRoutes.filter(({ path }) => /\/(campaigns|alerts|subscriptions)\/\{id\}/.test(path));

it.each(ownedThings)(
  'answers 404 to somebody of another company for $method $path',
  async ({ method, path, requestBody }) => {
    for (const role of ['company_user', 'company_admin'] satisfies Role[]) {
      const call = { as: ofCompany('another', role), key: 'a-key', ifMatch: 1 };
      const body = requestBody && { body: exampleOf(requestBody, path) };
      expect((await api.call(method, pathTo(path), { ...call, ...body })).status).toBe(404);
    }
  },
);

it.each([['/campaigns'], ['/alerts'], ['/subscriptions']])(
  'lists of %s only what is the company’s own, also when another is asked for',
  async (path) => {
    const own = await api.call('GET', path, { as: ofCompany(companyId, 'company_user') });
    expect(own.body.items.length).toBeGreaterThan(0);
    for (const item of own.body.items) expect(item.companyId).toBe(companyId);
    const as = ofCompany('another', 'company_user');
    for (const query of ['', `?companyId=${companyId}`]) {
      const foreign = await api.call('GET', `${path}${query}`, { as });
      expect(foreign.body.items ?? []).toEqual([]);
    }
  },
);
