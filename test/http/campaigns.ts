import { describe, expect, it } from 'vitest';
import { COORDINATOR, ofCompany, SALES, type TestApi } from './support.ts';
import { createWorld, SEATS } from './world.ts';

/** What the API promises of campaigns, wherever it is served and whatever keeps them. */
export function describeCampaigns(name: string, api: Pick<TestApi, 'call'>): void {
  describe(`campaigns over ${name}`, () => {
    const world = createWorld(api);

    it('makes a draft of a company and a name, with what follows from them', async () => {
      const companyId = await world.company();
      const { status, body } = await api.call('POST', '/campaigns', {
        body: { companyId, name: '  Pilot  ' },
        key: 'p',
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        companyId,
        name: 'Pilot',
        status: 'draft',
        version: 1,
        timeZone: 'Europe/Berlin',
        currency: 'EUR',
        quarter: null,
        priority: 'medium',
        budgetAllocated: null,
        budgetSpent: '0.00',
        config: {},
        overriddenPaths: [],
        terms: null,
        capacity: { unit: null, capacity: null, open: false },
      });
      const again = await api.call('POST', '/campaigns', { body: { companyId, name: '  Pilot  ' }, key: 'p' });
      expect(again.body).toEqual(body);
    });

    it('merges overrides over the template, derives the quarter, and tries terms without writing them', async () => {
      const id = await world.draft(await world.company());
      const { body } = await api.call('PATCH', `/campaigns/${id}`, {
        ifMatch: 1,
        body: { configOverrides: { sessionDuration: 90 }, startDate: '2025-01-01', endDate: '2025-06-30' },
      });
      expect(body).toMatchObject({ quarter: '2025-Q1', overriddenPaths: ['sessionDuration'], version: 2 });
      expect(body.config).toMatchObject({ sessionDuration: 90, totalDuration: 26 });
      const terms = { model: 'seats', committedSeats: 50, seatPricePerMonth: '85.00' };
      const dryRun = await api.call('PUT', `/campaigns/${id}/terms?dryRun=true`, { body: terms });
      expect(dryRun.body).toMatchObject({ valid: true, currency: 'EUR', cost: '25500.00', errors: [] });
      const { body: versions } = await api.call('GET', `/campaigns/${id}/terms`);
      expect(versions.items).toHaveLength(1);
    });

    it('gives the first answer to a draft again, whatever was done with it since', async () => {
      const companyId = await world.company();
      const body = { companyId, name: 'Pilot', targetVolunteers: 5, terms: SEATS };
      const first = await api.call('POST', '/campaigns', { body, key: 'again' });
      expect(first.body.capacity).toMatchObject({
        unit: 'seat',
        capacity: 10,
        consumed: 0,
        hardLimit: 11,
        headroom: 11,
      });
      await api.call('PUT', `/campaigns/${first.body.id}/terms`, {
        ifMatch: 1,
        body: { ...SEATS, committedSeats: 30 },
      });
      const again = await api.call('POST', '/campaigns', { body, key: 'again' });
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
      expect(again.body).toEqual(first.body);
    });

    it.each(['__proto__', 'constructor', 'prototype'])(
      'refuses the key %s in a configuration, at any depth',
      async (key) => {
        const [companyId, programTemplateId] = [await world.company(), await world.template()];
        for (const overrides of [`{"${key}":{"x":1}}`, `{"totalDuration":{"${key}":{"x":1}}}`]) {
          const body = `{"companyId":"${companyId}","name":"A","programTemplateId":"${programTemplateId}","configOverrides":${overrides}}`;
          const { status, body: problem } = await api.call('POST', '/campaigns', { body });
          expect([status, problem.code]).toEqual([422, 'INVALID_CONFIG']);
        }
      },
    );

    it('says in a dry run what is wrong with terms, and refuses to put them', async () => {
      const id = await world.draft(await world.company());
      const body = { model: 'seats', committedSeats: 0 };
      const dryRun = await api.call('PUT', `/campaigns/${id}/terms?dryRun=true`, { body });
      expect([dryRun.status, dryRun.body.valid]).toEqual([200, false]);
      expect(dryRun.body.errors.length).toBeGreaterThan(0);
      const put = await api.call('PUT', `/campaigns/${id}/terms`, { ifMatch: 1, body });
      expect([put.status, put.body.code]).toEqual([422, 'INVALID_TERMS']);
      expect(put.body.errors.map(({ path }: { path: string }) => path)).toContain('committedSeats');
      const malformed = await api.call('PUT', `/campaigns/${id}/terms?dryRun=true`, { body: { model: 'rent' } });
      expect(malformed.status).toBe(422);
    });

    it('puts terms against the campaign’s version, and the capacity follows', async () => {
      const id = await world.draft(await world.company());
      const terms = { ...SEATS, committedSeats: 20, overage: 0 };
      expect((await api.call('PUT', `/campaigns/${id}/terms`, { body: terms })).status).toBe(428);
      const put = await api.call('PUT', `/campaigns/${id}/terms`, { ifMatch: 1, body: terms });
      expect(put.body).toMatchObject({ number: 2, campaignVersion: 2, terms: { committedSeats: 20, overage: 0 } });
      expect(put.headers.get('ETag')).toBe('"2"');
      expect((await api.call('PUT', `/campaigns/${id}/terms`, { ifMatch: 1, body: terms })).status).toBe(412);
      const { body } = await api.call('GET', `/campaigns/${id}/capacity`);
      expect(body).toMatchObject({ unit: 'seat', capacity: 20, hardLimit: 20, headroom: 20 });
    });

    it('walks the lifecycle, tells its history and what may come next', async () => {
      const id = await world.draft(await world.company());
      const to = (target: string, call = {}) =>
        api.call('POST', `/campaigns/${id}/transitions`, { body: { to: target }, ...call });
      const planned = await to('planned', { key: 't1' });
      expect(planned.status).toBe(201);
      expect(planned.body).toMatchObject({ id, status: 'planned', capacity: null });
      const replay = await to('planned', { key: 't1' });
      expect(replay.headers.get('Idempotency-Replayed')).toBe('true');
      expect(replay.body).toEqual(planned.body);
      const wrong = await to('completed');
      expect(wrong.body).toMatchObject({ status: 409, code: 'INVALID_TRANSITION' });
      expect(wrong.body.allowed).toEqual(['draft', 'recruiting', 'active', 'closed']);
      await to('active', { as: COORDINATOR });
      const { body } = await api.call('GET', `/campaigns/${id}/transitions`);
      expect(body.items).toMatchObject([
        { from: 'draft', to: 'planned', actor: 'admin-1', trigger: 'manual', reason: null },
        { from: 'planned', to: 'active', actor: COORDINATOR.id },
      ]);
      expect(body.allowed.map((one: { to: string }) => one.to)).toEqual(['paused', 'completed']);
      const { body: instances } = await api.call('GET', `/campaigns/${id}/instances`);
      expect(instances.items).toMatchObject([{ name: 'Mentors, Berlin – Cohort 1', campaignId: id }]);
      const { body: one } = await api.call('GET', `/campaigns/${id}/instances/${instances.items[0].id}`);
      expect(one).toEqual(instances.items[0]);
      expect((await api.call('GET', `/campaigns/${id}/instances/none`)).status).toBe(404);
    });

    it('tells every failing guard in order, the first as its code', async () => {
      const companyId = await world.company();
      const { body: draft } = await api.call('POST', '/campaigns', { body: { companyId, name: 'Bare' } });
      const { status, body } = await api.call('POST', `/campaigns/${draft.id}/transitions`, {
        body: { to: 'planned' },
      });
      expect(status).toBe(409);
      expect(body.code).toBe('MISSING_TEMPLATE');
      expect(body.errors.map(({ code }: { code: string }) => code)).toEqual([
        'MISSING_TEMPLATE',
        'MISSING_GROUP',
        'MISSING_DATES',
        'MISSING_TARGETS',
        'MISSING_BUDGET',
        'MISSING_TERMS',
      ]);
    });

    it('locks what is promised, and deletes only a draft that never left draft', async () => {
      const companyId = await world.company();
      const id = await world.draft(companyId);
      await world.transition(id, 'planned');
      const locked = await api.call('PATCH', `/campaigns/${id}`, {
        ifMatch: 2,
        body: { programTemplateId: await world.template(), companyId: await world.company() },
      });
      expect(locked.body).toMatchObject({ status: 409, code: 'LOCKED_FIELD' });
      expect([...locked.body.fields].sort()).toEqual(['companyId', 'programTemplateId']);
      expect((await api.call('DELETE', `/campaigns/${id}`, { ifMatch: 2 })).status).toBe(409);
      const fresh = await world.draft(companyId);
      expect((await api.call('DELETE', `/campaigns/${fresh}`)).status).toBe(428);
      expect((await api.call('DELETE', `/campaigns/${fresh}`, { ifMatch: 1 })).status).toBe(204);
      expect((await api.call('GET', `/campaigns/${fresh}`)).status).toBe(404);
    });

    it('refuses a template and a group that do not go together, with every reason', async () => {
      const [companyId, programTemplateId] = [await world.company(), await world.template()];
      const group = await api.call('POST', '/beneficiary-groups', {
        body: {
          name: 'Children',
          groupType: 'children',
          countryCode: 'DE',
          primaryLanguages: ['de'],
          eligibleProgramTypes: ['buddy'],
          isActive: false,
        },
      });
      const { status, body } = await api.call('POST', '/campaigns', {
        body: { companyId, name: 'A', programTemplateId, beneficiaryGroupId: group.body.id },
      });
      expect([status, body.code]).toEqual([422, 'INCOMPATIBLE_TEMPLATE_GROUP']);
      expect(body.reasons).toMatchObject([{ code: expect.any(String) }, { message: expect.any(String) }]);
      const offered = await api.call('GET', `/program-templates/${programTemplateId}/compatible-groups?limit=100`);
      expect(offered.body.items.map(({ id }: { id: string }) => id)).not.toContain(group.body.id);
    });

    it('keeps internal notes and the names of others from companies', async () => {
      const companyId = await world.company();
      const id = await world.draft(companyId);
      await api.call('PATCH', `/campaigns/${id}`, { ifMatch: 1, body: { internalNotes: 'They may want more' } });
      await world.transition(id, 'planned');
      const as = ofCompany(companyId, 'company_user');
      const read = await api.call('GET', `/campaigns/${id}`, { as });
      expect(read.body.internalNotes).toBeNull();
      const list = await api.call('GET', '/campaigns', { as });
      expect(list.body.items.map((one: { internalNotes: string }) => one.internalNotes)).toEqual([null]);
      const history = await api.call('GET', `/campaigns/${id}/transitions`, { as });
      expect(history.body.items).toMatchObject([{ to: 'planned', actor: null }]);
      const terms = await api.call('GET', `/campaigns/${id}/terms`, { as });
      expect(terms.body.items[0].createdBy).toBeNull();
    });

    it('filters and sorts the list, and refuses what it does not know', async () => {
      const companyId = await world.company('Filters');
      const names = ['Beta', 'Alpha', 'Gamma'];
      for (const name of names) await api.call('POST', '/campaigns', { body: { companyId, name } });
      const list = (query: string) => api.call('GET', `/campaigns?companyId=${companyId}&${query}`);
      const namesOf = ({ body }: { body: { items: { name: string }[] } }) => body.items.map(({ name }) => name);
      expect(namesOf(await list('sort=name'))).toEqual(['Alpha', 'Beta', 'Gamma']);
      expect(namesOf(await list('sort=-name&limit=2'))).toEqual(['Gamma', 'Beta']);
      expect(namesOf(await list('q=alph'))).toEqual(['Alpha']);
      expect(namesOf(await list('status=planned,active'))).toEqual([]);
      for (const query of ['status=open', 'band=85', 'sort=budget', 'quarter=2025-Q5', 'colour=red']) {
        expect((await list(query)).status, query).toBe(400);
      }
    });

    it('schedules a transition, lists and previews it, and cancels it', async () => {
      const id = await world.recruiting(await world.company());
      const at = new Date(Date.now() + 86_400_000).toISOString();
      const made = await api.call('POST', `/campaigns/${id}/schedule`, {
        body: { to: 'paused', at, reason: 'Break' },
        key: 's',
      });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({ to: 'paused', dueAt: at, outcome: 'pending', ranAt: null, cause: 'person' });
      const preview = await api.call('GET', '/schedule/preview?days=2');
      expect(preview.body.items.map((one: { id: string }) => one.id)).toContain(made.body.id);
      expect((await api.call('GET', '/schedule/preview?days=0')).status).toBe(400);
      const gone = await api.call('DELETE', `/campaigns/${id}/schedule/${made.body.id}`);
      expect(gone.status).toBe(204);
      const { body } = await api.call('GET', `/campaigns/${id}/schedule`);
      expect(body.items.find((one: { id: string }) => one.id === made.body.id).outcome).toBe('cancelled');
      const past = await api.call('POST', `/campaigns/${id}/schedule`, {
        body: { to: 'paused', at: '2020-01-01T00:00:00Z' },
      });
      expect(past.status).toBe(422);
    });

    it('shares a subscription among bundles, never more than all of it', async () => {
      const companyId = await world.company();
      const subscriptionId = await world.subscription(companyId);
      const bundle = (share: number) => ({ model: 'bundle', subscriptionId, share });
      const first = await world.recruiting(companyId, bundle(0.6));
      const capacity = await api.call('GET', `/campaigns/${first}/capacity`);
      expect(capacity.body).toMatchObject({ unit: 'learner', capacity: 300, hardLimit: 330 });
      await world.consume(first, 'k', { subject: 'learner-1' });
      const pool = await api.call('GET', `/subscriptions/${subscriptionId}/pool`);
      expect(pool.body).toEqual({
        total: 500,
        allocated: 300,
        consumed: 1,
        held: 0,
        hardLimit: 550,
        campaigns: [{ campaignId: first, share: 0.6, capacity: 300, consumed: 1 }],
      });
      const second = await world.draft(companyId);
      const tooMuch = await api.call('PUT', `/campaigns/${second}/terms`, { ifMatch: 1, body: bundle(0.5) });
      expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'SHARES_EXCEEDED']);
      const foreign = await world.draft(await world.company('Other'));
      const notTheirs = await api.call('PUT', `/campaigns/${foreign}/terms`, { ifMatch: 1, body: bundle(0.1) });
      expect([notTheirs.status, notTheirs.body.code]).toEqual([422, 'SUBSCRIPTION_OF_OTHER_COMPANY']);
    });

    it('keeps who changed what, for staff', async () => {
      const id = await world.draft(await world.company());
      await api.call('PATCH', `/campaigns/${id}`, { ifMatch: 1, body: { name: 'Renamed' }, as: SALES });
      const { body } = await api.call('GET', `/audit?resource=campaigns/${id}&actor=${SALES.id}`);
      expect(body.items).toMatchObject([
        {
          action: 'campaign.update',
          actor: SALES.id,
          fromVersion: 1,
          toVersion: 2,
          changes: { name: { after: 'Renamed' } },
        },
      ]);
      const outbox = await api.call('GET', `/billing/outbox?campaignId=${id}`);
      expect(outbox.body.items.length).toBeGreaterThan(0);
    });
  });
}
