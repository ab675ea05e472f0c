import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, COORDINATOR, ofCompany, SALES, type TestApi } from './support.ts';
import { createWorld } from './world.ts';

/** Scores, the queue and its outcomes over the API, with the work that goes on beside it. */
export function describeUpsell(name: string, api: TestApi): void {
  const world = createWorld(api);
  let companyId = '';
  let campaignId = '';

  const get = (path: string, as = SALES) => api.call('GET', path, { as });
  const patch = (id: string, ifMatch: number | undefined, body: object, as = SALES) =>
    api.call('PATCH', `/upsell/opportunities/${id}`, { as, body, ...(ifMatch !== undefined && { ifMatch }) });
  const score = async (id = campaignId) => (await get(`/campaigns/${id}/upsell`)).body;
  const queue = async (query = '') => (await get(`/upsell/opportunities?companyId=${companyId}${query}`)).body.items;
  const eventually = (expectation: () => Promise<void>) => vi.waitFor(expectation, { timeout: 15_000, interval: 100 });
  /** A company with a running campaign of 10 seats that so many are taken of. */
  async function begin(used: number): Promise<void> {
    companyId = await world.company();
    campaignId = await world.recruiting(companyId);
    for (let at = 1; at <= used; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
  }
  async function opened(): Promise<Answer['body']> {
    await begin(8);
    await eventually(async () => expect(await queue()).toHaveLength(1));
    return (await queue())[0];
  }

  beforeAll(() => api.service.start());

  describe(`upsell scores over ${name}`, () => {
    beforeAll(() => begin(4));

    it('are there from the first question on', async () => {
      expect(await score()).toMatchObject({ campaignId, tier: 'none', type: 'none', parts: { spend: 10 } });
      expect((await get('/campaigns/none/upsell')).status).toBe(404);
    });

    it('follow the ledger, cohorts, spending and transitions by themselves', async () => {
      for (let at = 5; at <= 8; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
      await eventually(async () =>
        expect(await score()).toMatchObject({ type: 'capacity_expansion', crossing: { threshold: 80 } }),
      );
      const report = (path: string, body: object) =>
        api.call('POST', `/campaigns/${campaignId}/${path}`, { as: COORDINATOR, body });
      await report('instances', {
        name: 'Cohort',
        status: 'active',
        enrolledBeneficiaries: 9,
        sroi: 5,
        sessionsHeld: 25,
      });
      await eventually(async () => expect((await score()).parts).toMatchObject({ performance: 60, engagement: 50 }));
      await report('spending', { amount: '900000.00' });
      await eventually(async () => expect((await score()).parts.spend).toBe(90));
      expect(await score()).toMatchObject({ score: 57, tier: 'watch', estimate: '1275.00', currency: 'EUR' });
      const factors = (await score()).factors.map(({ input }: { input: string }) => input);
      expect(factors).toEqual(['utilization', 'sroi', 'sessions', 'spend', 'vis']);
    });

    it('know of the company’s other campaigns', async () => {
      const other = await world.recruiting(companyId);
      await eventually(async () => expect(await score(other)).toMatchObject({ type: 'bundle_upgrade' }));
      const { body } = await get(`/companies/${companyId}/upsell`);
      expect(body.recommendations.map((one: { campaignId: string }) => one.campaignId)).toEqual([campaignId, other]);
      expect(body.bundle).toEqual({ score: 6, value: [{ currency: 'EUR', amount: '500000.00' }] });
      expect(body.totals).toEqual([{ currency: 'EUR', estimate: '2550.00' }]);
      expect((await get('/companies/none/upsell')).status).toBe(404);
      await world.transition(other, 'paused');
      await eventually(async () => expect((await score(other)).type).toBe('none'));
    });

    it('are worked out anew on asking, which changes nothing that is right already', async () => {
      const refresh = (body: object, as = SALES) => api.call('POST', '/upsell/refresh', { as, body });
      await eventually(async () =>
        expect((await refresh({ companyId })).body).toMatchObject({ checked: 2, changedCount: 0, changed: [] }),
      );
      expect((await refresh({ campaignId })).body.checked).toBe(1);
      expect((await refresh({ campaignId: 'none' })).status).toBe(404);
      expect((await refresh({ companyId: 'none' })).status).toBe(404);
      expect((await refresh({ all: true })).status).toBe(422);
      expect((await refresh({}, COORDINATOR)).status).toBe(403);
    });
  });

  describe(`the upsell queue over ${name}`, () => {
    it('is worked on from new to won, against the version that was read', async () => {
      const { id } = await opened();
      const place = `/upsell/opportunities/${id}`;
      const made = await get(place);
      expect(made.headers.get('ETag')).toBe('"1"');
      expect(made.body).toMatchObject({
        state: 'new',
        because: 'crossing',
        moves: ['contacted', 'dismissed'],
        shown: { utilization: 0.8 },
        acted: null,
      });
      expect((await patch(id, undefined, { state: 'contacted' })).status).toBe(428);
      expect((await patch(id, 9, { state: 'contacted' })).status).toBe(412);
      const skipped = await patch(id, 1, { state: 'won', value: '1' });
      expect([skipped.status, skipped.body.code, skipped.body.allowed]).toEqual([
        409,
        'INVALID_TRANSITION',
        ['contacted', 'dismissed'],
      ]);
      const contacted = await patch(id, 1, {
        state: 'contacted',
        owner: 'sales-7',
        dueOn: '2030-01-02',
        nextStep: 'Send the offer',
        note: 'Decides in May',
      });
      expect(contacted.headers.get('ETag')).toBe('"2"');
      expect(contacted.body).toMatchObject({
        owner: 'sales-7',
        notes: [{ author: SALES.id, text: 'Decides in May' }],
        acted: { utilization: 0.8 },
      });
      await world.consume(campaignId, 'k9', { subject: 'vol-9' });
      await eventually(async () => expect((await get(place)).body.parts.capacity).toBe(65));
      expect((await patch(id, 2, { state: 'proposed' })).status).toBe(200);
      expect((await patch(id, 3, { state: 'won' })).body.errors[0].path).toBe('value');
      expect((await patch(id, 3, { state: 'won', value: '1.005' })).status).toBe(422);
      const won = await patch(id, 3, { state: 'won', value: '1275' });
      expect(won.body).toMatchObject({
        state: 'won',
        outcome: { kind: 'won', value: '1275.00', reason: null },
        moves: [],
      });
      expect((await patch(id, 4, { owner: 'sales-8' })).body.code).toBe('LOCKED_FIELD');
      expect((await patch(id, 4, { note: 'Signed' })).body.notes).toHaveLength(2);
    });

    it('is lost with a reason, dismissed and taken up again', async () => {
      const { id } = await opened();
      const dismissed = await patch(id, 1, { state: 'dismissed' });
      expect(dismissed.body.moves).toEqual(['new']);
      expect((await patch(id, 2, { state: 'new' })).body).toMatchObject({ state: 'new', outcome: null });
      await patch(id, 3, { state: 'contacted' });
      expect((await patch(id, 4, { state: 'lost' })).body.code).toBe('REASON_REQUIRED');
      expect((await patch(id, 4, { state: 'lost', reason: 'luck' })).status).toBe(422);
      expect((await patch(id, 4, { state: 'lost', reason: 'timing' })).body.outcome).toMatchObject({
        reason: 'timing',
      });
    });

    it('is not taken up again beside a newer one', async () => {
      const { id } = await opened();
      await patch(id, 1, { state: 'dismissed' });
      await world.consume(campaignId, 'k9', { subject: 'vol-9' });
      await eventually(async () => expect(await queue('&state=new')).toHaveLength(1));
      expect((await patch(id, 2, { state: 'new' })).body.code).toBe('CONFLICT');
    });

    it('is filtered, sorted and paged', async () => {
      const { id } = await opened();
      await patch(id, 1, { owner: 'somebody-else' });
      const found = async (query: string) => (await queue(query)).length;
      expect(await found('&owner=somebody-else')).toBe(1);
      expect(await found('&owner=')).toBe(0);
      expect(await found('&state=new&type=capacity_expansion&minScore=1&sort=dueOn,-score&limit=1')).toBe(1);
      expect(await found('&minScore=100')).toBe(0);
      for (const query of ['state=open', 'minScore=101', 'sort=name', 'colour=red', 'cursor=zz']) {
        expect((await get(`/upsell/opportunities?${query}`)).status).toBeGreaterThanOrEqual(400);
      }
      expect((await get('/upsell/opportunities/none')).status).toBe(404);
    });

    it('holds no personal data and loses a note that is erased', async () => {
      const { id } = await opened();
      expect((await patch(id, 1, { note: 'ann@example.org' })).body.code).toBe('PERSONAL_DATA');
      expect((await patch(id, 1, { nextStep: 'call +49 30 1234567' })).body.code).toBe('PERSONAL_DATA');
      const { body } = await patch(id, 1, { note: 'A secret plan' });
      const path = `/upsell/opportunities/${id}/notes/${body.notes[0].id}`;
      expect((await api.call('DELETE', path, { as: SALES })).status).toBe(403);
      expect((await api.call('DELETE', path)).status).toBe(204);
      expect((await api.call('DELETE', path)).status).toBe(404);
      expect((await get(`/upsell/opportunities/${id}`)).body.notes).toMatchObject([{ text: null }]);
      const audit = await get(`/audit?resource=upsell/opportunities/${id}`);
      expect(audit.body.items.map(({ action }: { action: string }) => action)).toEqual(['note.erase', 'upsell.work']);
      expect(JSON.stringify(audit.body)).not.toContain('secret');
    });

    it('is read by the coordinator and worked on by sales', async () => {
      const { id } = await opened();
      expect((await get(`/upsell/opportunities/${id}`, COORDINATOR)).status).toBe(200);
      expect((await patch(id, 1, { state: 'contacted' }, COORDINATOR)).status).toBe(403);
    });

    it('hears of people who ask in vain, each once, and of nobody’s name', async () => {
      await begin(10);
      await world.consume(campaignId, 'k11', { subject: 'vol-11' });
      const refusals = await Promise.all([
        world.consume(campaignId, 'v1', { subject: 'vol-in-vain' }),
        world.consume(campaignId, 'v2', { subject: 'vol-in-vain' }),
        api.call('POST', `/campaigns/${campaignId}/holds`, { key: 'v3', body: { subject: 'vol-too-late' } }),
        api.call('POST', `/campaigns/${campaignId}/consumption/batch`, {
          body: { items: [{ key: 'v4', subject: 'vol-in-vain' }] },
        }),
      ]);
      expect(refusals.slice(0, 3).map(({ status }) => status)).toEqual([409, 409, 409]);
      await eventually(async () => {
        const [one] = await queue();
        expect(one).toMatchObject({ demand: { asked: 2 }, fullAt: expect.any(String) });
      });
      expect(JSON.stringify(await queue())).not.toContain('vol-');
    });

    it('is exported as rows to learn from', async () => {
      const { id } = await opened();
      await patch(id, 1, { state: 'dismissed' });
      const lines = await get(`/upsell/outcomes?companyId=${companyId}`);
      expect(lines.headers.get('Content-Type')).toBe('application/x-ndjson');
      const rows = lines.body
        .trim()
        .split('\n')
        .map(JSON.parse as (line: string) => object);
      expect(rows).toMatchObject([
        { opportunity_id: id, label_state: 'dismissed', label_won: null, shown_utilization: 0.8 },
      ]);
      const csv = (await get(`/upsell/outcomes?format=csv&companyId=${companyId}`)).body.split('\r\n');
      expect(csv[0]).toBe(Object.keys(rows[0] ?? {}).join(','));
      expect(csv).toHaveLength(3);
    });
  });

  describe(`what a company learns of upsell over ${name}`, () => {
    it('is nothing on any path', async () => {
      const { id } = await opened();
      for (const role of ['company_admin', 'company_user'] as const) {
        const as = ofCompany(companyId, role);
        for (const path of [
          `/campaigns/${campaignId}/upsell`,
          '/campaigns/none/upsell',
          `/companies/${companyId}/upsell`,
          '/upsell/opportunities',
          `/upsell/opportunities/${id}`,
          '/upsell/opportunities/none',
          '/upsell/outcomes',
          `/audit?resource=upsell/opportunities/${id}`,
        ]) {
          expect([path, (await get(path, as)).status]).toEqual([path, 403]);
        }
        expect((await patch(id, 1, { state: 'contacted' }, as)).status).toBe(403);
        expect((await api.call('POST', '/upsell/refresh', { as, body: {} })).status).toBe(403);
        for (const path of ['', '/dashboard', '/capacity', '/metrics', '/performance', '/transitions', '/terms']) {
          const { status, body } = await get(`/campaigns/${campaignId}${path}`, as);
          expect(status).toBe(200);
          expect(JSON.stringify(body)).not.toMatch(/upsell|opportunit|hot|"tier"/i);
        }
        const alerts = await get('/alerts', as);
        expect(alerts.body.items.length).toBeGreaterThan(0);
        expect(JSON.stringify(alerts.body)).not.toMatch(/upsell|opportunit/i);
      }
      for (const type of ['upsell.changed', 'upsell.opportunity']) {
        const body = { url: 'https://example.org/hook', types: [type] };
        expect((await api.call('POST', '/webhooks', { body })).status).toBe(422);
        expect((await get(`/events?types=${type}`)).status).toBe(400);
      }
    });
  });
}
