import { spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it, vi } from 'vitest';
import { denoPermissions } from '../../scripts/deno-permissions.ts';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { openTestDatabase } from '../setup/database.ts';
import { deno } from '../setup/deno.ts';
import { startStripeMock } from '../setup/stripe-mock.ts';
import { describeCampaigns } from './campaigns.ts';
import { describeCapacity } from './capacity.ts';
import { messagesOf } from './live.ts';
import { overSocket } from './socket.ts';
import { API_KEY, startStripeServer } from './stripe-server.ts';
import { ADMIN, SECRET } from './support.ts';
import { createWorld } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'deno-service-')));
const { uri } = await openTestDatabase();
const mock = await startStripeMock();
const stripe = await startStripeServer({ mock: mock.url });
stripe.customers.get = (companyId) => [`cus_${companyId.replaceAll('-', '')}`];
const service = spawn(
  await deno(),
  ['run', ...denoPermissions({ root, dataDir, mongod: undefined }), 'scripts/start.ts'],
  {
    cwd: root,
    env: {
      ...process.env,
      AUTH_JWT_SECRET: SECRET,
      DATA_DIR: dataDir,
      DEMO: '0',
      LOG_LEVEL: 'fatal',
      MONGODB_URI: uri,
      PORT: '0',
      RATE_LIMIT: '0',
      STRIPE_API_KEY: API_KEY,
      STRIPE_API_BASE: stripe.url,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const ended = new Promise<number | null>((resolve) => service.once('exit', resolve));
const url = await new Promise<string>((resolve, reject) => {
  let said = '';
  service.stdout.on('data', (piece) => {
    said += piece;
    const ready = /Ready: (\S+)/.exec(said)?.[1];
    if (ready) resolve(ready);
  });
  ended.then((code) => reject(new Error(`Deno ended with ${code} before it was ready:\n${said}`)));
});
afterAll(async () => {
  service.kill('SIGKILL');
  mock.stop();
  await stripe.stop();
  await rm(dataDir, { recursive: true });
});

const api = overSocket(url);
describeCampaigns('Deno', api);
describeCapacity('Deno', api);

it('tells Stripe of use on Deno', async () => {
  const world = createWorld(api);
  const terms = { model: 'credits', creditAllocation: 100, creditConsumptionRate: 1 };
  const campaignId = await world.recruiting(await world.company(), terms);
  const { body } = await world.consume(campaignId, 'used', { quantity: 2.5 });
  const told = () => stripe.events.get(`${campaignId}.credits.${body.entry.id}`);
  await vi.waitFor(() => expect(told()).toMatchObject({ event_name: 'credits', value: 25_000 }), 20_000);
});

it('tells crossings live on Deno', async () => {
  const world = createWorld(api);
  const campaignId = await world.recruiting(await world.company());
  const token = await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR);
  const live = await fetch(`${url}/api/v1/events?types=capacity.alert&campaignId=${campaignId}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const messages = messagesOf(live.body as ReadableStream<Uint8Array>);
  for (let at = 1; at <= 8; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
  expect((await messages.next()).value).toMatchObject({ event: 'capacity.alert', data: { data: { threshold: 80 } } });
  await messages.return();
});

it('serves the pages with their styles and their stream on Deno', async () => {
  const world = createWorld(api);
  const id = await world.recruiting(await world.company());
  const cookie = `__Host-session=${await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR)}`;
  const page = await fetch(`${url}/campaigns/${id}/capacity`, { headers: { Cookie: cookie } });
  const html = await page.text();
  expect([page.status, html]).toEqual([200, expect.stringContaining('0 of 10 seats')]);
  const style = /href="(\/assets\/app\.[^"]+)"/.exec(html)?.[1];
  expect((await fetch(url + style)).headers.get('Content-Type')).toContain('text/css');
  const live = await fetch(`${url}/live?page=campaign:${id}`, { headers: { Cookie: cookie } });
  const reader = (live.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  await world.consume(id, 'k1', { subject: 'vol-1' });
  let said = '';
  while (!said.includes('1 of 10 seats')) said += decoder.decode((await reader.read()).value, { stream: true });
  await reader.cancel();
});

it('stops cleanly on Deno, also with a stream open', async () => {
  const token = await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR);
  const live = await fetch(`${url}/api/v1/events`, { headers: { Authorization: `Bearer ${token}` } });
  const stream = Array.fromAsync(live.body as ReadableStream<Uint8Array>);
  service.kill('SIGTERM');
  await stream;
  expect(await ended).toBe(0);
});
