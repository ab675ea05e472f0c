import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createEvidenceClient } from '../../src/adapters/evidence/client.ts';
import type { EvidenceService } from '../../src/ports/evidence-service.ts';
import { type EvidenceServer, type Fate, startEvidenceServer, TOKEN } from '../http/evidence-server.ts';
import { createStoredService, type StoredService } from '../support/evidence-service.ts';

const ALL = {
  dimension: 'belonging',
  outcome: 0.75,
  confidence: 0.5,
  verification: 'verified',
  createdAt: '2025-01-02T08:00:00Z',
  subject: 'learner-1',
  source: 'Interview',
  hash: 'sha256:00',
  excerpt: 'I feel at home',
} as const;
const CREATED = Temporal.Instant.from(ALL.createdAt).epochMilliseconds;

let server: EvidenceServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** A client of a server whose requests meet these fates, one after another; then they are answered. */
async function clientOf(fates: readonly Fate[], more: { timeout?: number; rest?: number; token?: string } = {}) {
  const left = [...fates];
  server = await startEvidenceServer(() => left.shift() ?? 'answered');
  const client = createEvidenceClient({ url: `${server.url}/`, token: TOKEN, firstRepeat: 1, rest: 60_000, ...more });
  return { client, server };
}

interface Subject {
  readonly service: EvidenceService;
  say: StoredService['say'];
}
const subjects: [string, () => Promise<Subject>][] = [
  [
    'in memory',
    async () => {
      const { say, ...service } = createStoredService(2);
      return { service, say };
    },
  ],
  [
    'over HTTP',
    async () => {
      const { client, server } = await clientOf([]);
      return { service: client, say: server.say };
    },
  ],
];

describe.each(subjects)('the evidence service %s', (_name, start) => {
  it('says everything that it knows of one piece, by any id', async () => {
    const { service, say } = await start();
    say('a/b c?', 'campaign', ALL);
    expect(await service.find('a/b c?')).toEqual({
      outcome: 'found',
      evidence: { ...ALL, evidenceId: 'a/b c?', createdAt: CREATED },
    });
    expect(await service.find('none')).toEqual({ outcome: 'unknown' });
  });

  it('lists a campaign’s own page by page, and nothing of a campaign that it does not know', async () => {
    const { service, say } = await start();
    for (const id of ['a', 'b', 'c']) say(id, 'campaign');
    say('x', 'another');
    say('y', null);
    const first = await service.page('campaign', null);
    if (first.outcome !== 'page') throw new Error('No page');
    expect(first.items.map(({ evidenceId }) => evidenceId)).toEqual(['a', 'b']);
    const second = await service.page('campaign', first.nextCursor);
    expect(second).toMatchObject({ outcome: 'page', items: [{ evidenceId: 'c' }], nextCursor: null, unreadable: 0 });
    expect(await service.page('none', null)).toEqual({ outcome: 'page', items: [], unreadable: 0, nextCursor: null });
  });
});

describe('the client', () => {
  it('tries again at once, at most twice', async () => {
    const { client, server } = await clientOf(['failed', 'away']);
    expect(await client.find('none')).toEqual({ outcome: 'unknown' });
    expect(server.fates).toHaveLength(3);
  });

  it.each<[string, Fate, string]>([
    ['fails', 'failed', 'HTTP 500'],
    ['is away', 'away', 'it cannot be reached'],
    ['hangs', 'hangs', 'no answer in time'],
    ['answers nonsense', new Response('<p>', { status: 200 }), 'its answer cannot be read'],
    ['answers another list', Response.json({ items: 'none' }), 'its answer cannot be read'],
    ['refuses the token', new Response(null, { status: 401 }), 'HTTP 401'],
  ])('says why there is no answer where the service %s', async (_what, fate, reason) => {
    const { client } = await clientOf([fate, fate, fate], { timeout: 50 });
    expect(await client.page('campaign', null)).toEqual({ outcome: 'unavailable', reason, retryAfter: null });
  });

  it('leaves a service alone that asks for it', async () => {
    const { client, server } = await clientOf([new Response(null, { status: 503, headers: { 'Retry-After': '7' } })]);
    expect(await client.page('campaign', null)).toMatchObject({ outcome: 'unavailable', retryAfter: 7_000 });
    expect(server.fates).toHaveLength(1);
  });

  it('asks nothing for a while after five failures in a row', async () => {
    const { client, server } = await clientOf(Array(9).fill('failed'));
    for (let times = 0; times < 3; times++) await client.find('a');
    expect(server.fates).toHaveLength(5);
    expect(await client.find('a')).toMatchObject({ outcome: 'unavailable' });
    expect(server.fates).toHaveLength(5);
  });

  it('leaves out of a page what it cannot read, and says how much that was', async () => {
    const items = [
      { evidenceId: 'a', verification: 'verified', createdAt: '2025-01-02T08:00:00Z', outcome: 1 / 3 },
      { evidenceId: 'b', verification: 'maybe', createdAt: '2025-01-02T08:00:00Z' },
      { evidenceId: 'c', verification: 'verified', createdAt: 'yesterday' },
      { evidenceId: 'd', verification: 'verified', createdAt: '2025-01-02T08:00:00Z', outcome: 'much' },
      null,
    ];
    const { client } = await clientOf([Response.json({ items })]);
    expect(await client.page('campaign', null)).toMatchObject({
      items: [{ evidenceId: 'a', outcome: 0.333333, dimension: null }],
      unreadable: 4,
      nextCursor: null,
    });
  });
});

it('is described as the local service answers', async () => {
  const { paths, components } = JSON.parse(await readFile('docs/evidence-service.openapi.json', 'utf8'));
  expect(Object.keys(paths)).toEqual(['/evidence', '/evidence/{id}']);
  server = await startEvidenceServer();
  server.say('a', 'campaign', ALL);
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const one = await (await fetch(`${server.url}/evidence/a`, { headers })).json();
  expect(Object.keys(one).toSorted()).toEqual(Object.keys(components.schemas.Evidence.properties).toSorted());
  const page = await (await fetch(`${server.url}/evidence?campaignId=campaign`, { headers })).json();
  expect(Object.keys(page).toSorted()).toEqual([...components.schemas.EvidencePage.required].toSorted());
  expect((await fetch(`${server.url}/evidence/a`)).status).toBe(401);
  expect((await fetch(`${server.url}/evidence`, { headers })).status).toBe(400);
});
