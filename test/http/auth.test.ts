import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { createVerifier } from '../../src/adapters/http/auth.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { HOUR, MINUTE } from '../../src/core/domain/shared/time.ts';
import { createManualClock } from '../support/clock.ts';
import { ADMIN, createTestApi, ofCompany, SECRET } from './support.ts';

const clock = createManualClock('2025-11-24T09:00:00Z');
const api = createTestApi(memoryAdapters({ clock }));
const inAnHour = Math.floor((clock.now() + HOUR) / 1000);

async function sign(claims: Record<string, unknown>, secret = SECRET, alg = 'HS256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

const good = { sub: 'somebody', role: 'admin', exp: inAnHour };
const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(good))}.`.replaceAll('=', '');

const bad: [string, string][] = [
  ['of another secret', await sign(good, 'another-secret-of-more-than-32-bytes')],
  ['of another algorithm', await sign(good, SECRET.repeat(2), 'HS512')],
  ['without a signature', unsigned],
  ['that has expired', await sign({ ...good, exp: Math.floor(clock.now() / 1000) - 1 })],
  ['that never expires', await sign({ sub: 'somebody', role: 'admin' })],
  ['that is not good yet', await sign({ ...good, nbf: inAnHour })],
  ['without a subject', await sign({ role: 'admin', exp: inAnHour })],
  ['without a role', await sign({ sub: 'somebody', exp: inAnHour })],
  ['of an unknown role', await sign({ ...good, role: 'owner' })],
  ['of a company role without a company', await sign({ ...good, role: 'company_admin' })],
  ['that is no token', 'abc'],
];

describe('bearer tokens with a shared secret', () => {
  it('lets a good one in', async () => {
    expect((await api.call('GET', '/companies', { token: await sign(good) })).status).toBe(200);
  });

  it.each(bad)('refuses one %s', async (_what, token) => {
    const answer = await api.call('GET', '/companies', { token });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="campaigns"');
    expect(answer.body.code).toBe('UNAUTHENTICATED');
  });

  it('ends with the token, also one that was seen before', async () => {
    const token = await api.tokenOf(ADMIN, 30_000);
    expect((await api.call('GET', '/companies', { token })).status).toBe(200);
    clock.advance(31_000);
    expect((await api.call('GET', '/companies', { token })).status).toBe(401);
  });

  it('does not take a company from the token of somebody of the staff', async () => {
    const token = await sign({ ...good, companyId: 'acme', exp: Math.floor((clock.now() + HOUR) / 1000) });
    expect((await api.call('GET', '/companies', { token })).status).toBe(200);
  });

  it('takes no other scheme', async () => {
    const answer = await api.call('GET', '/companies', { as: null, headers: { Authorization: 'Basic YWRtaW46' } });
    expect(answer.status).toBe(401);
  });
});

describe('every operation', () => {
  it.each(api.contract.operations)('refuses $method $path without a token', async ({ method, path }) => {
    expect((await api.call(method, path.replaceAll(/[{}]/g, ''), { as: null })).status).toBe(401);
  });

  const staffRoutes = api.contract.operations.filter(({ roles }) => !roles.some((role) => role.startsWith('company_')));
  it.each(staffRoutes)('refuses $method $path to companies, whatever they name', async ({ method, path }) => {
    for (const role of ['company_admin', 'company_user'] as const) {
      const answer = await api.call(method, path.replaceAll(/[{}]/g, ''), { as: ofCompany('acme', role) });
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
    }
  });

  it.each(api.contract.operations)('refuses $method $path to staff of other tasks', async ({ method, path, roles }) => {
    for (const role of ['admin', 'sales', 'coordinator'] as const) {
      if (roles.includes(role)) continue;
      const as = { id: 'somebody', role, companyId: null };
      expect((await api.call(method, path.replaceAll(/[{}]/g, ''), { as })).status).toBe(403);
    }
  });
});

describe('bearer tokens by the keys of an issuer', async () => {
  const pairs = [await generateKeyPair('ES256'), await generateKeyPair('ES256')] as const;
  const jwks = await Promise.all(
    pairs.map(async ({ publicKey }, at) => ({ ...(await exportJWK(publicKey)), kid: `key-${at}`, alg: 'ES256' })),
  );
  let failing = false;
  const server = createServer((_request, response) => {
    response.statusCode = failing ? 500 : 200;
    response.end(JSON.stringify({ keys: [jwks[0]] }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  afterAll(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  const source = { kind: 'jwks' as const, url, issuer: 'https://issuer.example', audience: 'campaigns' };
  const claims = { ...good, iss: source.issuer, aud: source.audience, exp: Math.floor((clock.now() + HOUR) / 1000) };

  const signBy = (at: 0 | 1, payload: Record<string, unknown> = claims) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: `key-${at}` }).sign(pairs[at].privateKey);

  it('lets a good one in and says who it is', async () => {
    const verify = createVerifier(source, clock);
    const token = await signBy(0, { ...claims, role: 'company_user', companyId: 'acme' });
    expect((await verify(token)).actor).toEqual({ id: 'somebody', role: 'company_user', companyId: 'acme' });
  });

  it.each([
    ['of an unknown key', await signBy(1)],
    ['of another issuer', await signBy(0, { ...claims, iss: 'https://other.example' })],
    ['for another audience', await signBy(0, { ...claims, aud: 'billing' })],
    ['signed with a shared secret', await sign(claims)],
  ])('refuses one %s', async (_what, token) => {
    await expect(createVerifier(source, clock)(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('says that it cannot tell while the keys are out of reach, and lets in again whom it knows', async () => {
    const verify = createVerifier(source, clock);
    const known = await signBy(0);
    await verify(known);
    failing = true;
    await expect(createVerifier(source, clock)(await signBy(0))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(verify(known)).resolves.toBeDefined();
    failing = false;
    clock.advance(2 * MINUTE);
  });
});
