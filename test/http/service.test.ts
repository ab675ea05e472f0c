import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { createMongoLeases } from '../../src/adapters/mongo/leases.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { type Running, run } from '../../src/main.ts';
import { openTestDatabase } from '../setup/database.ts';
import { messagesOf } from './live.ts';
import { overSocket } from './socket.ts';
import { ADMIN, ofCompany, SECRET } from './support.ts';
import { createWorld } from './world.ts';

const { db, uri } = await openTestDatabase();
const env = { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' };

const tokenOf = (actor: Actor, milliseconds = HOUR) => issueToken(SECRET, actor, Date.now(), Date.now() + milliseconds);

async function listen(url: string, token: string, query = '', headers = {}): Promise<Response> {
  return fetch(`${url}/api/v1/events${query}`, { headers: { Authorization: `Bearer ${token}`, ...headers } });
}

describe('the service over a socket and MongoDB', () => {
  let service: Running;
  beforeAll(async () => {
    service = await run({ mongoUri: uri, env });
  });
  afterAll(() => service.stop());

  it('is ready once it listens', async () => {
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
  });

  it('tells crossings live, replays them by id, and tells a company only of its own', async () => {
    const world = createWorld(overSocket(service.url));
    const companyId = await world.company();
    const campaignId = await world.recruiting(companyId);
    const query = '?types=capacity.alert,campaign.transitioned';
    const live = await listen(service.url, await tokenOf(ADMIN), `${query}&campaignId=${campaignId}`);
    expect(live.headers.get('Content-Type')).toContain('text/event-stream');
    expect(live.headers.get('Cache-Control')).toContain('no-transform');
    expect(live.headers.get('X-Accel-Buffering')).toBe('no');
    const staff = messagesOf(live.body as ReadableStream<Uint8Array>);
    for (let at = 1; at <= 8; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
    const alert = (await staff.next()).value;
    expect(alert).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      event: 'capacity.alert',
      data: {
        specversion: '1.0',
        type: 'capacity.alert',
        subject: campaignId,
        data: { threshold: 80, action: 'upsell_opportunity' },
      },
    });
    await staff.return();

    const before = String(Number(alert?.id) - 1);
    const token = await tokenOf(ofCompany(companyId, 'company_user'));
    const replay = await listen(service.url, token, query, { 'Last-Event-ID': before });
    const own = messagesOf(replay.body as ReadableStream<Uint8Array>);
    expect((await own.next()).value).toMatchObject({
      id: alert?.id,
      data: { data: { action: 'recommend_expansion' } },
    });
    await own.return();

    const foreign = await listen(
      service.url,
      await tokenOf(ofCompany('another', 'company_user'), 1_500),
      `${query}&lastEventId=${before}`,
    );
    const heard = await Array.fromAsync(messagesOf(foreign.body as ReadableStream<Uint8Array>));
    expect(heard).toEqual([]);
  });

  it('ends a stream with its token', async () => {
    const response = await listen(service.url, await tokenOf(ADMIN, 1_500));
    await Array.fromAsync(response.body as ReadableStream<Uint8Array>);
  });

  it.each(['?types=capacity.exploded', '?lastEventId=x', '?colour=red'])('refuses a stream with %s', async (query) => {
    expect((await listen(service.url, await tokenOf(ADMIN), query)).status).toBe(400);
  });

  it('takes requests that say no length, with a body in pieces and without one', async () => {
    const headers = { Authorization: `Bearer ${await tokenOf(ADMIN)}` };
    const pieces = (text: string) => new Blob([text]).stream();
    const create = (name: string) =>
      fetch(`${service.url}/api/v1/companies`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: pieces(JSON.stringify({ name, timeZone: 'UTC', currency: 'EUR' })),
        duplex: 'half',
      } as RequestInit);
    const created = await create('In pieces');
    expect([created.status, await created.json()]).toEqual([201, expect.objectContaining({ name: 'In pieces' })]);
    expect((await create('x'.repeat(1024 * 1024))).status).toBe(413);
    const deleted = await fetch(`${service.url}/api/v1/webhooks/none`, { method: 'DELETE', headers });
    expect(deleted.status).toBe(404);
  });

  it('shows the projected capacity in lists soon after', async () => {
    const world = createWorld(overSocket(service.url));
    const companyId = await world.company();
    const campaignId = await world.recruiting(companyId);
    await world.consume(campaignId, 'k', { subject: 'vol' });
    const listed = async () =>
      (await overSocket(service.url).call('GET', `/campaigns?companyId=${companyId}`)).body.items[0].capacity;
    await expect.poll(listed, { timeout: 10_000 }).toMatchObject({ consumed: 1, capacity: 10, open: true });
  });
});

describe('stopping', () => {
  it('ends open streams of clients and of pages, gives every lease back, and leaves the address', async () => {
    const service = await run({ mongoUri: uri, env });
    const open = await listen(service.url, await tokenOf(ADMIN));
    const cookie = `__Host-session=${await tokenOf(ADMIN)}`;
    const page = await fetch(`${service.url}/live?page=capacity`, { headers: { Cookie: cookie } });
    const ended = Promise.all([open, page].map(({ body }) => Array.fromAsync(body as ReadableStream<Uint8Array>)));
    const held = db.collection('leases');
    await expect.poll(() => held.countDocuments({}), { timeout: 10_000 }).toBeGreaterThan(0);
    await service.stop();
    await ended;
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
    const leases = createMongoLeases(db);
    for (const name of ['follow-alerts', 'project-figures', 'keep-day-ends', 'outbox', 'schedule']) {
      expect(await leases.take(name, 'the next process', 1_000), name).not.toBeNull();
    }
  });

  it('does not begin where the address is taken', async () => {
    const service = await run({ mongoUri: uri, env });
    const { port } = new URL(service.url);
    await expect(run({ mongoUri: uri, env: { ...env, PORT: port } })).rejects.toThrow(/EADDRINUSE/);
    await service.stop();
  });

  it('does not begin with an environment that is not valid', async () => {
    await expect(run({ mongoUri: uri, env: { DEMO: '0' } })).rejects.toMatchObject({ exitCode: 78 });
  });

  it('does not even start without a way to check tokens, says what is missing and ends with 78', async () => {
    const script = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url));
    const start = promisify(execFile)(process.execPath, [script], { env: { PATH: process.env.PATH, DEMO: '0' } });
    await expect(start).rejects.toMatchObject({
      code: 78,
      stderr: expect.stringContaining('AUTH_JWT_SECRET is missing'),
    });
  });
});
