import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublic } from '../../src/adapters/notify/addresses.ts';
import { DEFAULT_REACH } from '../../src/adapters/notify/reach.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { followLedgerEntry } from '../../src/core/usecases/alerts/follow-ledger-entry.ts';
import { deliverMessage } from '../../src/core/usecases/alerts/run-messages.ts';
import { queueEvent } from '../../src/core/usecases/webhooks/queue-events.ts';
import { aCampaign, aCompany, insert } from '../contract/documents.ts';
import { createSeatLedger } from '../core/alerting/ledger.ts';
import { ADMIN, createTestApi, ofCompany, SALES } from '../http/support.ts';

interface Request {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

/** Another service, which answers with these statuses in turn and then with 204. */
async function receiver(...statuses: readonly number[]) {
  const requests: Request[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    requests.push({ path: request.url ?? '', headers: request.headers, text });
    response.writeHead(statuses[requests.length - 1] ?? 204, { location: '/elsewhere', 'retry-after': '120' });
    response.end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

/** The service over memory with a campaign of a company, whose webhooks may lead to this machine. */
async function service(allowPrivateWebhooks = true) {
  const api = createTestApi(memoryAdapters({}, { ...DEFAULT_REACH, allowPrivateWebhooks }));
  const { core } = api.service;
  await core.transactions.commit([
    insert('companies', aCompany({ id: 'acme' })),
    insert('campaigns', aCampaign({ id: 'campaign-1', companyId: 'acme', status: 'active' })),
  ]);
  const ledger = createSeatLedger();
  return {
    ...api,
    core,
    register: (url: string, more: object = {}) =>
      api.call('POST', '/webhooks', { body: { url, types: ['capacity.alert', 'capacity.resolved'], ...more } }),
    async consumeTo(seats: number): Promise<void> {
      await followLedgerEntry(core, 'campaign-1', ledger.consumeTo(seats, core.clock.now()));
      for (const notification of await core.notifications.after(0, 100)) await queueEvent(core, notification);
    },
    /** One attempt at whatever waits. */
    async deliver(): Promise<void> {
      const due = await core.alerts.dueMessages(Number.MAX_SAFE_INTEGER, 100);
      for (const message of due) await deliverMessage(core, message);
    },
    deliveries: async (id: string) => (await api.call('GET', `/webhooks/${id}/deliveries`)).body.items,
  };
}

describe('a webhook', () => {
  test('is sent what crosses and what resolves, signed with the secret that was shown once', async () => {
    const { register, consumeTo, deliver, call } = await service();
    const { requests, url } = await receiver();
    const { status, body } = await register(url);
    expect(status).toBe(201);
    expect((await call('GET', '/webhooks')).body.items).toEqual([
      { id: body.id, url, types: ['capacity.alert', 'capacity.resolved'], companyId: null, createdAt: body.createdAt },
    ]);

    await consumeTo(100);
    await deliver();
    await consumeTo(10);
    await deliver();

    const verifier = new Verifier(body.secret);
    const events = requests.map(({ text, headers }) => verifier.verify(text, headers as Record<string, string>));
    expect(events).toMatchObject([
      { specversion: '1.0', type: 'capacity.alert', subject: 'campaign-1', data: { threshold: 100, state: 'raised' } },
      { specversion: '1.0', type: 'capacity.resolved', subject: 'campaign-1', data: { state: 'resolved' } },
    ]);
    const tampered = requests[0]?.text.replace('100', '110') ?? '';
    expect(() => verifier.verify(tampered, requests[0]?.headers as Record<string, string>)).toThrow();
  });

  test('of a company is told what its admin is told, in the form for companies', async () => {
    const { register, consumeTo, deliver } = await service();
    const { requests, url } = await receiver();
    await register(url, { companyId: 'acme' });
    await consumeTo(80);
    await consumeTo(100);
    await deliver();
    const data = requests.map(({ text }) => JSON.parse(text).data);
    expect(data).toMatchObject([{ threshold: 100, recipients: ['company_admin'], action: 'recommend_expansion' }]);
  });

  test('for types that did not happen hears nothing', async () => {
    const { register, consumeTo, deliver } = await service();
    const { requests, url } = await receiver();
    await register(url, { types: ['campaign.transitioned'] });
    await consumeTo(100);
    await deliver();
    expect(requests).toEqual([]);
  });

  test('that fails is tried again under the same id, not before it allows, and shows how it went', async () => {
    const { register, consumeTo, deliver, deliveries, core } = await service();
    const { requests, url } = await receiver(500, 302);
    const { body } = await register(url, { types: ['capacity.alert'] });
    await consumeTo(100);
    await deliver();
    const [failed] = await deliveries(body.id);
    expect(failed).toMatchObject({ state: 'pending', attempts: 1, lastError: 'http_500', deliveredAt: null });
    expect(Date.parse(failed.nextAttemptAt)).toBeGreaterThan(core.clock.now() + 100_000);
    await deliver();
    expect(await deliveries(body.id)).toMatchObject([{ state: 'pending', attempts: 2, lastError: 'http_302' }]);
    await deliver();
    expect(await deliveries(body.id)).toMatchObject([{ state: 'delivered', attempts: 3, lastError: null }]);
    expect(requests.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook']);
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('that is gone, or was removed, ends among the dead letters', async () => {
    const { register, consumeTo, deliver, deliveries, call } = await service();
    const { url } = await receiver(410);
    const gone = await register(url, { types: ['capacity.alert'] });
    await consumeTo(100);
    await deliver();
    expect(await deliveries(gone.body.id)).toMatchObject([{ state: 'dead', lastError: 'http_410' }]);
    expect((await call('DELETE', `/webhooks/${gone.body.id}`)).status).toBe(204);
    expect((await call('DELETE', `/webhooks/${gone.body.id}`)).status).toBe(404);
    expect((await call('GET', '/webhooks')).body.items).toEqual([]);
  });

  test('that cannot be reached waits', async () => {
    const { register, consumeTo, deliver, deliveries } = await service();
    const { url } = await receiver();
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    const { body } = await register(url, { types: ['capacity.alert'] });
    await consumeTo(100);
    await deliver();
    expect(await deliveries(body.id)).toMatchObject([{ state: 'pending', lastError: 'unreachable' }]);
  });

  test('is for staff alone', async () => {
    const { call } = await service();
    const body = { url: 'https://example.com/hook', types: ['capacity.alert'] };
    expect((await call('POST', '/webhooks', { as: ofCompany('acme', 'company_admin'), body })).status).toBe(403);
    expect((await call('POST', '/webhooks', { as: SALES, body })).status).toBe(403);
    expect((await call('GET', '/webhooks', { as: ofCompany('acme', 'company_user') })).status).toBe(403);
  });

  test('keeps its secret out of the audit', async () => {
    const { register, call } = await service();
    const { body } = await register('https://example.com/hook');
    const audit = await call('GET', '/audit', { as: ADMIN });
    expect(audit.body.items).toMatchObject([{ action: 'webhook.create', resource: `webhooks/${body.id}` }]);
    expect(JSON.stringify(audit.body)).not.toContain(body.secret);
  });
});

describe('an address', () => {
  test.each([
    'http://127.0.0.1/hook',
    'http://localhost:3000/',
    'http://[::1]/',
    'https://10.1.2.3/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/',
    'ftp://example.com/',
    'https://user:password@example.com/',
    'nonsense',
  ])('like %s is refused', async (url) => {
    const { register } = await service(false);
    const { status, body } = await register(url);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ path: 'url' }]);
  });

  test('that has come to lead into a private network is not called', async () => {
    const { core, consumeTo, deliver, deliveries } = await service(false);
    const { requests, url } = await receiver();
    const known = {
      version: 1,
      types: ['capacity.alert' as const],
      companyId: null,
      createdAt: 0,
      createdBy: 'admin-1',
    };
    const secret = core.webhookEndpoints.newSecret();
    await core.transactions.commit([insert('webhooks', { ...known, id: 'hook-1', url, secret })]);
    await consumeTo(100);
    await deliver();
    expect(await deliveries('hook-1')).toMatchObject([{ state: 'dead', lastError: 'private_address' }]);
    expect(requests).toEqual([]);
  });

  test.each([
    ['8.8.8.8', 4, true],
    ['172.15.255.255', 4, true],
    ['172.16.0.1', 4, false],
    ['100.64.0.1', 4, false],
    ['255.255.255.255', 4, false],
    ['2606:4700::1111', 6, true],
    ['fd00::1', 6, false],
    ['fe80::1', 6, false],
    ['64:ff9b::7f00:1', 6, false],
    ['2002:7f00:1::', 6, false],
    ['::ffff:8.8.8.8', 6, false],
  ] as const)('%s of IPv%i is public: %s', (address, family, expected) => {
    expect(isPublic({ address, family })).toBe(expected);
  });
});
