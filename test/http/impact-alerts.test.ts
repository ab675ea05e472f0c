import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { readBlocks } from '../notify/reader.ts';
import { openTestDatabase } from '../setup/database.ts';
import { type Answer, COORDINATOR, createTestApi, ofCompany, SALES, type TestApi } from './support.ts';
import { createWorld } from './world.ts';

const { uri } = await openTestDatabase();
const stored = createTestApi(await mongoAdapters(uri));
afterAll(() => stored.service.stop());

describe.each([
  ['memory', createTestApi()],
  ['MongoDB', stored],
])('alerts of performance and budget over %s', (_name, api: TestApi) => {
  const world = createWorld(api);
  let companyId = '';
  beforeAll(async () => {
    await api.service.start();
    companyId = await world.company();
  });

  const report = async (campaignId: string, sroi: number, people = 20) => {
    const { body } = await api.call('GET', `/campaigns/${campaignId}/instances`);
    const [cohort] = body.items;
    const figures = { status: 'active', enrolledBeneficiaries: people, sroi };
    const answer: Answer = cohort
      ? await api.call('PATCH', `/campaigns/${campaignId}/instances/${cohort.id}`, {
          body: figures,
          ifMatch: cohort.version,
        })
      : await api.call('POST', `/campaigns/${campaignId}/instances`, { body: { name: 'Cohort', ...figures } });
    expect([200, 201]).toContain(answer.status);
  };
  const spend = async (campaignId: string, amount: string) =>
    expect((await api.call('POST', `/campaigns/${campaignId}/spending`, { body: { amount } })).status).toBe(201);
  const active = async () => {
    const id = await world.recruiting(companyId);
    await world.transition(id, 'active');
    return id;
  };
  const alerts = async (campaignId: string, call = {}, filter = '') =>
    (await api.call('GET', `/alerts?campaignId=${campaignId}${filter}`, call)).body.items;
  const states = async (campaignId: string) =>
    (await alerts(campaignId)).map(({ kind, state }: { kind: string; state: string }) => [kind, state]);

  it('are raised once by the report that takes an active campaign below 2, and resolved a tenth above', async () => {
    const id = await active();
    await report(id, 2.5);
    expect(await alerts(id)).toEqual([]);
    await report(id, 1.8);
    await report(id, 1.7);
    expect(await alerts(id)).toMatchObject([
      {
        id: `${id}-performance-1`,
        kind: 'performance',
        threshold: null,
        severity: 'warning',
        recipients: ['sales', 'cs'],
        action: 'review_program',
        state: 'raised',
        utilization: null,
        value: 1.8,
        bar: 2,
        entryId: null,
      },
    ]);
    await report(id, 2.05);
    expect(await states(id)).toEqual([['performance', 'raised']]);
    await report(id, 2.1);
    expect(await states(id)).toEqual([['performance', 'resolved']]);
    await report(id, 1.9);
    expect(await states(id)).toEqual([
      ['performance', 'raised'],
      ['performance', 'resolved'],
    ]);
  });

  it('follow the state: what is low is raised on becoming active, and over once it is not', async () => {
    const id = await world.recruiting(companyId);
    await report(id, 1.2);
    expect(await alerts(id)).toEqual([]);
    await world.transition(id, 'active');
    expect(await states(id)).toEqual([['performance', 'raised']]);
    await world.transition(id, 'paused');
    expect(await states(id)).toEqual([['performance', 'resolved']]);
  });

  it('are raised by the entry that takes spending to 90 % of the budget, and over when more is allocated', async () => {
    const id = await world.recruiting(companyId);
    await spend(id, '899999.99');
    expect(await alerts(id)).toEqual([]);
    await spend(id, '0.01');
    const [alert] = await alerts(id);
    expect(alert).toMatchObject({ kind: 'budget', value: 0.9, bar: 0.9, recipients: ['company_admin', 'cs'] });
    expect(alert).toMatchObject({ action: 'review_budget', threshold: null, utilization: null });
    await spend(id, '-15000');
    expect(await states(id)).toEqual([['budget', 'raised']]);
    const { body, headers } = await api.call('GET', `/campaigns/${id}`);
    const ifMatch = headers.get('ETag') ?? '';
    const more = await api.call('PATCH', `/campaigns/${id}`, { ifMatch, body: { budgetAllocated: '2000000.00' } });
    expect([body.budgetAllocated, more.status]).toEqual(['1000000.00', 200]);
    expect(await states(id)).toEqual([['budget', 'resolved']]);
  });

  it('say why in sentences, and once on the live stream', async () => {
    const id = await active();
    const response = await api.service.app.request(`/api/v1/events?campaignId=${id}&lastEventId=0`, {
      headers: { Authorization: `Bearer ${await api.tokenOf(COORDINATOR)}` },
    });
    if (!response.body) throw new Error('There is no stream');
    const stream = readBlocks(response.body);
    await report(id, 1.8);
    await report(id, 3);
    const heard = [];
    for (let event = await stream.event(); event; event = await stream.event()) {
      if (!event.event?.startsWith('impact.')) continue;
      heard.push(event);
      if (event.event === 'impact.resolved') break;
    }
    await stream.cancel();
    expect(heard).toMatchObject([
      { event: 'impact.alert', data: { data: { kind: 'performance', state: 'raised', value: 1.8, bar: 2 } } },
      { event: 'impact.resolved', data: { data: { kind: 'performance', state: 'resolved' } } },
    ]);
    const { body } = await api.call('GET', `/alerts/${id}-performance-1/decisions`);
    expect(body.items.map(({ explanation }: { explanation: string }) => explanation)).toEqual(
      expect.arrayContaining([
        'SROI 1.80 of “Mentors, Berlin” is below 2.0 while it is active, so an alert was raised.',
        'SROI 3.00 of “Mentors, Berlin” is clear of 2.0 again, or it is no longer active, so the alert was resolved.',
      ]),
    );
    expect(body.items.filter(({ reason }: { reason: string }) => reason === 'no_channel')).toHaveLength(2);
  });

  it('reach a company without our recipients, and not at all where an SROI is over fewer than 5 people', async () => {
    const company = { as: ofCompany(companyId, 'company_admin') };
    const [shown, withheld] = [await active(), await active()];
    await report(shown, 1.5, 5);
    await report(withheld, 1.5, 4);
    expect(await alerts(shown, company)).toMatchObject([{ kind: 'performance', value: 1.5, recipients: [] }]);
    expect(await alerts(withheld, company)).toEqual([]);
    expect(await alerts(withheld, { as: SALES })).toHaveLength(1);
    const dashboard = async (campaignId: string, call = {}) =>
      (await api.call('GET', `/campaigns/${campaignId}/dashboard`, call)).body.alerts;
    expect(await dashboard(shown, company)).toMatchObject([{ kind: 'performance', value: 1.5, recipients: [] }]);
    expect(await dashboard(withheld, company)).toEqual([]);
    expect(await dashboard(withheld, { as: SALES })).toHaveLength(1);
    const path = `/alerts/${withheld}-performance-1`;
    for (const [method, at] of [
      ['GET', path],
      ['GET', `${path}/decisions`],
      ['POST', `${path}/acknowledge`],
    ] as const) {
      expect((await api.call(method, at, company)).status).toBe(404);
    }
    const other = { as: ofCompany('another', 'company_admin') };
    expect((await api.call('GET', `/alerts/${shown}-performance-1`, other)).status).toBe(404);
    const { body } = await api.call('GET', `/alerts/${shown}-performance-1/decisions`, company);
    expect(body.items.map(({ reason }: { reason: string }) => reason)).toEqual(['crossing']);
    const raised = await api.service.core.alerts.countRaised(companyId);
    const listed = (await api.call('GET', '/alerts?state=raised&limit=100', company)).body.items;
    expect(raised).toBe(listed.length);
  });

  it('are taken care of, filtered and silenced like any other', async () => {
    const id = await active();
    await report(id, 1.5);
    await spend(id, '950000');
    expect(await alerts(id, {}, '&kind=budget')).toMatchObject([{ kind: 'budget' }]);
    expect(await alerts(id, {}, '&kind=capacity')).toEqual([]);
    const { status, body } = await api.call('POST', `/alerts/${id}-budget-1/acknowledge`, {
      as: ofCompany(companyId, 'company_admin'),
    });
    expect([status, body.state]).toEqual([200, 'acknowledged']);
    await spend(id, '-400000');
    expect(await states(id)).toContainEqual(['budget', 'resolved']);
  });

  it('are raised once however many write at the same time', async () => {
    const id = await active();
    await Promise.all(Array.from({ length: 12 }, () => spend(id, '80000')));
    await expect.poll(() => states(id)).toEqual([['budget', 'raised']]);
    const { items } = await api.service.core.outbox.list({ limit: 50, cursor: null, campaignId: id });
    expect(items.filter(({ work, state }) => work.kind === 'alert.impact' && state !== 'delivered')).toEqual([]);
  });
});
