import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createEvidenceClient } from '../../src/adapters/evidence/client.ts';
import type { Adapters } from '../../src/compose.ts';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { MINUTE } from '../../src/core/domain/shared/time.ts';
import { readDue, takeUp } from '../../src/core/usecases/evidence/run-evidence.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { type Fate, startEvidenceServer, TOKEN } from './evidence-server.ts';
import { COORDINATOR, createTestApi } from './support.ts';
import { createWorld, LEARNERS } from './world.ts';

const { uri } = await openTestDatabase();
const mongo = await mongoAdapters(uri);
const clock = createManualClock('2025-01-02T09:00:00Z');
let fateOf: (path: string) => Fate = () => 'answered';
const server = await startEvidenceServer((request) => fateOf(new URL(request.url).search));
afterAll(async () => {
  await server.stop();
  await mongo.close();
});
const client = () => createEvidenceClient({ url: server.url, token: TOKEN, timeout: 500, firstRepeat: 1, rest: 1 });
const over = (adapters: Adapters) =>
  createTestApi({ ...adapters, ports: { ...adapters.ports, clock, evidenceService: client() } });

describe.each([
  ['memory', over(memoryAdapters())],
  ['MongoDB', over(mongo)],
])('evidence of an evidence service over %s', (name, api) => {
  const world = createWorld(api);
  let id = '';
  let companyId = '';
  const ev = (local: string) => `${name}-${id.slice(-8)}-${local}`;
  beforeEach(async () => {
    fateOf = () => 'answered';
    companyId ||= await world.company();
    clock.set(Temporal.Instant.from('2025-01-02T09:00:00Z').epochMilliseconds);
    id = await world.recruiting(companyId, LEARNERS, { startDate: '2025-01-01', endDate: '2025-06-30' });
  });
  const refresh = () => api.call('POST', `/campaigns/${id}/evidence/refresh`, { as: COORDINATOR });
  const list = async () => (await api.call('GET', `/campaigns/${id}/evidence`)).body;
  const stored = async () =>
    (await list()).items.map((item: { evidenceId: string; verification: string }) => [
      item.evidenceId,
      item.verification,
    ]);
  const attach = (evidenceId: string, more: object = {}) =>
    api.call('POST', `/campaigns/${id}/evidence`, { as: COORDINATOR, body: { evidenceId, ...more } });
  const complete = (subject: string, evidenceIds: string[] = []) =>
    api.call('POST', `/campaigns/${id}/completions`, { as: COORDINATOR, body: { subject, evidenceIds } });
  const total = async () => (await api.call('GET', `/campaigns/${id}/invoice-preview?month=2025-01`)).body.total;

  it('is read page by page, and once more without effect', async () => {
    for (const local of ['a', 'b', 'c']) server.say(ev(local), id, { excerpt: 'A word', outcome: 1 / 3 });
    server.say(ev('x'), 'another');
    const first = await refresh();
    expect([first.status, first.body.added]).toEqual([200, 3]);
    const before = await list();
    expect(before).toMatchObject({ stale: false, asOf: first.body.asOf });
    expect(before.items).toHaveLength(3);
    expect(before.items[0]).toMatchObject({ excerpt: 'A word', outcome: 0.333333 });
    clock.advance(MINUTE);
    expect((await refresh()).body).toMatchObject({ added: 0, changed: 0, withdrawn: 0 });
    expect((await list()).items.map((item: { attachedAt: string }) => item.attachedAt)).toEqual(
      before.items.map((item: { attachedAt: string }) => item.attachedAt),
    );
  });

  it('withdraws what was charged with it, and gives it back', async () => {
    server.say(ev('a'), id);
    const made = await complete('learner-1', [ev('a')]);
    expect(made.status).toBe(201);
    expect(await total()).toBe('150.00');
    server.say(ev('a'), id, { verification: 'withdrawn' });
    expect((await refresh()).body).toMatchObject({ withdrawn: 1 });
    expect(await total()).toBe('0.00');
    server.say(ev('a'), id, { verification: 'verified' });
    expect((await refresh()).body).toMatchObject({ restored: 1 });
    expect(await total()).toBe('150.00');
  });

  it('is charged once it is said to be about a learner who completed', async () => {
    await complete('learner-1');
    expect(await total()).toBe('0.00');
    server.say(ev('a'), id, { subject: 'learner-1' });
    await refresh();
    expect(await total()).toBe('150.00');
  });

  it('is attached by its id, with what the service says of it, and only where it knows it', async () => {
    server.say(ev('a'), null, { verification: 'verified', dimension: 'belonging', outcome: 0.5, subject: 'learner-1' });
    const made = await attach(ev('a'), { verification: 'pending', createdAt: '2025-01-01T00:00:00Z' });
    expect([made.status, made.body.verification, made.body.dimension]).toEqual([201, 'verified', 'belonging']);
    expect((await attach(ev('a'))).status).toBe(200);
    const unknown = await attach('nobody-knows');
    expect([unknown.status, unknown.body.code]).toEqual([422, 'UNKNOWN_REFERENCE']);
    const completion = await complete('learner-1', ['nobody-knows']);
    expect(completion.body.errors).toMatchObject([{ path: 'evidenceIds.0', code: 'UNKNOWN_REFERENCE' }]);
    server.say(ev('a'), null, { verification: 'withdrawn', subject: 'learner-1' });
    expect((await refresh()).body).toMatchObject({ withdrawn: 1 });
  });

  it('is changed where it is kept, and may be detached here for good', async () => {
    server.say(ev('a'), id);
    await refresh();
    const call = { as: COORDINATOR, body: { verification: 'withdrawn' } };
    const refused = await api.call('PATCH', `/campaigns/${id}/evidence/${ev('a')}`, call);
    expect([refused.status, refused.body.code]).toEqual([409, 'EVIDENCE_SERVICE_OWNS_EVIDENCE']);
    expect((await api.call('DELETE', `/campaigns/${id}/evidence/${ev('a')}`)).status).toBe(204);
    await refresh();
    expect(await stored()).toEqual([]);
    expect((await attach(ev('a'))).status).toBe(201);
  });

  it('stands as it was said last while the service fails, hangs or breaks off, and its age is shown', async () => {
    for (const local of ['a', 'b', 'c']) server.say(ev(local), id);
    const { body: read } = await refresh();
    const before = await stored();
    for (const fate of ['failed', 'hangs', 'away'] as const) {
      fateOf = () => fate;
      const refused = await refresh();
      expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, expect.any(String)]);
      expect(await stored()).toEqual(before);
    }
    clock.advance(31 * MINUTE);
    expect(await list()).toMatchObject({ stale: true, asOf: read.asOf });

    for (const local of ['a', 'c']) server.say(ev(local), id, { verification: 'verified' });
    fateOf = (search) => (search.includes('cursor') ? 'failed' : 'answered');
    expect((await refresh()).status).toBe(503);
    const states = new Map(await stored());
    expect([states.get(ev('a')), states.get(ev('c'))]).toEqual(['verified', 'pending']);
    expect((await list()).stale).toBe(true);
    fateOf = () => 'failed';
    expect((await attach(ev('d'))).status).toBe(503);
  });

  it('is kept where the service lists it no more, and left out where it cannot be kept', async () => {
    server.say(ev('a'), id);
    server.say(ev('b'), id, { subject: 'amina@example.org' });
    server.say(ev('c'), id, { excerpt: 'Call +49 170 1234567', verification: 'verified' });
    expect((await refresh()).body).toMatchObject({ added: 2, refused: 1 });
    server.local.known.delete(ev('a'));
    await refresh();
    expect(new Map(await stored())).toEqual(
      new Map([
        [ev('a'), 'pending'],
        [ev('c'), 'verified'],
      ]),
    );
    expect(JSON.stringify(await list())).not.toMatch(/amina|1234567/);
  });

  it('keeps an excerpt that was erased here away', async () => {
    server.say(ev('a'), id, { excerpt: 'A secret word' });
    await refresh();
    expect((await api.call('DELETE', `/campaigns/${id}/evidence/${ev('a')}/excerpt`)).status).toBe(204);
    server.say(ev('a'), id, { excerpt: 'A secret word', verification: 'verified' });
    await refresh();
    expect((await list()).items).toMatchObject([{ excerpt: null, verification: 'verified' }]);
  });

  it('is read again by itself every quarter of an hour, later after failures, and no more once the campaign is closed', async () => {
    const { core } = api.service;
    const service = client();
    server.say(ev('a'), id);
    await takeUp(core, service, 0);
    expect(await stored()).toHaveLength(1);
    server.say(ev('b'), id);
    clock.advance(14 * MINUTE);
    await readDue(core, service);
    expect(await stored()).toHaveLength(1);
    clock.advance(MINUTE);
    await readDue(core, service);
    expect(await stored()).toHaveLength(2);

    fateOf = () => 'failed';
    clock.advance(15 * MINUTE);
    await readDue(core, service);
    const failed = await core.evidence.findReading(id);
    expect([failed?.failures, failed?.problem]).toEqual([1, expect.any(String)]);
    expect((failed?.nextDueAt ?? 0) - clock.now()).toBe(MINUTE);
    fateOf = () => 'answered';
    await world.transition(id, 'closed');
    clock.advance(15 * MINUTE);
    await readDue(core, service);
    expect(await core.evidence.findReading(id)).toBeNull();
  });
});
