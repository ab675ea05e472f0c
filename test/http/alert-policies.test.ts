import { beforeAll, describe, expect, it, test } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { createManualClock } from '../support/clock.ts';
import { createTestApi, ofCompany, SALES } from './support.ts';
import { createWorld } from './world.ts';

const clock = createManualClock(Temporal.Now.instant().toString());
const api = createTestApi(memoryAdapters({ clock }));
const world = createWorld(api);
let companyId = '';
let id = '';

beforeAll(async () => {
  companyId = await world.company();
  id = await world.recruiting(companyId);
  for (let seat = 1; seat <= 8; seat++) await world.consume(id, `k${seat}`, { subject: `vol-${seat}` });
});

const policyOf = async (path: string) => (await api.call('GET', `${path}/alert-policy`)).body;

describe('an alert policy', () => {
  it('is the default, then the company’s, then the campaign’s own, and the company’s again', async () => {
    const path = `/campaigns/${id}`;
    expect(await policyOf(path)).toMatchObject({ version: 0, source: 'default', rearmMargin: 2, quietHours: null });
    const put = (to: string, ifMatch: number, body: unknown) =>
      api.call('PUT', `${to}/alert-policy`, { as: SALES, ifMatch, body });
    const ofTheCompany = await put(`/companies/${companyId}`, 0, { rearmMargin: 4 });
    expect([ofTheCompany.status, ofTheCompany.headers.get('ETag')]).toEqual([200, '"1"']);
    expect(await policyOf(path)).toMatchObject({ version: 0, source: 'company', rearmMargin: 4 });
    const own = await put(path, 0, { thresholds: [{ threshold: 80, enabled: false, windowMinutes: 90 }] });
    expect(own.body).toMatchObject({ version: 1, source: 'campaign', rearmMargin: 2 });
    expect(own.body.thresholds[0]).toEqual({ threshold: 80, enabled: false, windowMinutes: 90, repeat: false });
    expect((await put(path, 1, { inherit: true })).body).toMatchObject({ version: 2, source: 'company' });
    expect((await put(path, 1, {})).status).toBe(412);
    expect((await put(path, 2, { inherit: true, rearmMargin: 4 })).status).toBe(422);
    expect((await put(path, 2, { rearmMargin: 1 })).status).toBe(422);
    expect((await put(path, 2, { quietHours: { from: '7', to: '09:00' } })).body.errors).toMatchObject([
      { path: 'quietHours.from' },
    ]);
    expect((await api.call('PUT', `${path}/alert-policy`, { body: {} })).status).toBe(428);
    const { body } = await api.call('GET', `/audit?resource=campaigns/${id}/alert-policy`);
    expect(body.items.map(({ action, toVersion }: Record<string, unknown>) => [action, toVersion])).toEqual([
      ['alert-policy.put', 2],
      ['alert-policy.put', 1],
    ]);
  });

  it('is put once where two put it at once', async () => {
    const campaign = await world.draft(companyId);
    const put = (rearmMargin: number) =>
      api.call('PUT', `/campaigns/${campaign}/alert-policy`, { ifMatch: 0, body: { rearmMargin } });
    const answers = await Promise.all([put(3), put(4)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is for staff, and is not to be known of where the campaign is not', async () => {
    const admin = ofCompany(companyId, 'company_admin');
    expect((await api.call('GET', `/campaigns/${id}/alert-policy`, { as: admin })).status).toBe(403);
    expect((await api.call('GET', '/campaigns/nothing/alert-policy')).status).toBe(404);
    expect((await api.call('GET', '/companies/nothing/alert-policy')).status).toBe(404);
  });
});

test('a proposed policy is replayed over the real ledger beside today’s', async () => {
  const body = { thresholds: [{ threshold: 80, enabled: false }] };
  const { status, body: compared } = await api.call('POST', `/campaigns/${id}/alert-policy/replay`, { body });
  expect(status).toBe(200);
  expect(compared.entries).toBeGreaterThanOrEqual(8);
  expect(compared.current).toMatchObject({ alerts: 1, messages: 1, missedCrossings: 0, leadTimeHours: null });
  expect(compared.proposed).toMatchObject({ alerts: 1, messages: 0, missedCrossings: 1 });
  const draft = await world.draft(companyId);
  const empty = await api.call('POST', `/campaigns/${draft}/alert-policy/replay`, { body });
  expect(empty.body.current).toMatchObject({ alerts: 0, alertsPerWeek: 0 });
});

describe('silences', () => {
  const until = () => Temporal.Instant.fromEpochMilliseconds(clock.now() + 3_600_000).toString();
  const silence = (body: unknown, key?: string) =>
    api.call('POST', '/silences', { as: SALES, body, ...(key !== undefined && { key }) });

  it('are made once for a key, listed, and removed', async () => {
    const asked = { campaignId: id, threshold: 90, until: until(), reason: 'The teams move' };
    const made = await silence(asked, 'key-1');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ companyId, campaignId: id, threshold: 90, createdBy: SALES.id });
    expect((await silence(asked, 'key-1')).headers.get('Idempotency-Replayed')).toBe('true');
    const list = async () => (await api.call('GET', `/silences?campaignId=${id}`)).body.items;
    expect(await list()).toEqual([made.body]);
    expect((await api.call('DELETE', `/silences/${made.body.id}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect((await api.call('DELETE', `/silences/${made.body.id}`)).status).toBe(404);
  });

  it.each([
    ['nobody', { reason: 'x' }, 422],
    ['both', { campaignId: 'c', companyId: 'd', reason: 'x' }, 422],
    ['no such campaign', { campaignId: 'nothing', reason: 'x' }, 404],
    ['no such company', { companyId: 'nothing', reason: 'x' }, 404],
  ])('are refused for %s', async (_whom, body, status) => {
    expect((await silence({ until: until(), ...body })).status).toBe(status);
  });

  it('are refused without an end to come, and with personal data', async () => {
    const past = await silence({ companyId, until: '2020-01-01T00:00:00Z', reason: 'x' });
    expect(past.body.errors).toMatchObject([{ path: 'until' }]);
    const reason = 'Ask anna@example.org';
    expect((await silence({ companyId, until: until(), reason })).body.code).toBe('PERSONAL_DATA');
  });

  it('are for staff', async () => {
    const as = ofCompany(companyId, 'company_admin');
    const body = { companyId, until: until(), reason: 'x' };
    expect((await api.call('POST', '/silences', { as, body })).status).toBe(403);
    expect((await api.call('GET', '/silences', { as })).status).toBe(403);
  });
});
