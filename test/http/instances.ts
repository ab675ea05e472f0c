import { beforeAll, describe, expect, it } from 'vitest';
import { COORDINATOR, ofCompany, SALES, type TestApi } from './support.ts';
import { createWorld } from './world.ts';

/** Cohorts and spending over the API. */
export function describeReports(name: string, api: TestApi): void {
  const world = createWorld(api);
  let companyId = '';
  let campaignId = '';
  beforeAll(async () => {
    companyId = await world.company();
    campaignId = await world.recruiting(companyId);
  });

  describe(`cohorts over ${name}`, () => {
    const report = (body: object, call = {}) =>
      api.call('POST', `/campaigns/${campaignId}/instances`, { as: COORDINATOR, body, ...call });

    it('are reported, read back and changed against the version that was read', async () => {
      const made = await report({ name: 'Cohort 2', enrolledBeneficiaries: 30, sroi: 4.205 });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({ status: 'planned', sroi: 4.21, vis: null, version: 1 });
      const place = made.headers.get('Location') ?? '';
      expect((await api.call('GET', place)).body).toEqual(made.body);

      const change = (ifMatch: number | undefined, body: object) =>
        api.call('PATCH', place, { as: COORDINATOR, body, ...(ifMatch !== undefined && { ifMatch }) });
      const changed = await change(1, { status: 'active', outcomeScores: { language: 0.8 } });
      expect(changed.body).toMatchObject({ status: 'active', version: 2, outcomeScores: { language: 0.8 } });
      expect((await change(1, { vis: 70 })).status).toBe(412);
      expect((await change(undefined, { vis: 70 })).status).toBe(428);
      expect((await change(2, { vis: 101 })).status).toBe(422);
      expect((await change(2, { endDate: '2199-01-01' })).body.code).toBe('INVALID_PERIOD');
      expect(
        (await api.call('PATCH', `/campaigns/${campaignId}/instances/none`, { ifMatch: 1, body: {} })).status,
      ).toBe(404);
    });

    it('are made once for a key', async () => {
      const first = await report({ name: 'Once' }, { key: 'cohort-once' });
      const again = await report({ name: 'Once' }, { key: 'cohort-once' });
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
      const { body } = await api.call('GET', `/campaigns/${campaignId}/instances`);
      expect(body.items.filter((item: { name: string }) => item.name === 'Once')).toHaveLength(1);
    });

    it('are Program Management’s to report, and their changes are in the audit', async () => {
      expect((await report({ name: 'Mine' }, { as: SALES })).status).toBe(403);
      expect((await report({ name: 'Mine' }, { as: ofCompany(companyId, 'company_admin') })).status).toBe(403);
      const { body: made } = await report({ name: 'Audited' });
      const { body } = await api.call('GET', `/audit?resource=campaigns/${campaignId}/instances/${made.id}`);
      expect(body.items).toMatchObject([{ action: 'instance.create', actor: COORDINATOR.id, toVersion: 1 }]);
    });

    it('keep outcomes over fewer than 5 people from the company', async () => {
      const { body: made } = await report({ name: 'Small', status: 'active', enrolledBeneficiaries: 4, sroi: 3 });
      const path = `/campaigns/${campaignId}/instances/${made.id}`;
      const { body } = await api.call('GET', path, { as: ofCompany(companyId, 'company_user') });
      expect(body).toMatchObject({ sroi: null, reasons: { sroi: 'too_few', vis: 'not_reported' } });
      expect((await api.call('GET', path, { as: ofCompany('another', 'company_user') })).status).toBe(404);
    });

    it('are not reported of a draft', async () => {
      const draft = await world.draft(companyId);
      const refused = await api.call('POST', `/campaigns/${draft}/instances`, { body: { name: 'Early' } });
      expect([refused.status, refused.body.code]).toEqual([409, 'CAMPAIGN_NOT_OPEN']);
    });
  });

  describe(`spending over ${name}`, () => {
    const spend = (body: object, call = {}) =>
      api.call('POST', `/campaigns/${campaignId}/spending`, { as: COORDINATOR, body, ...call });
    const spent = async () => (await api.call('GET', `/campaigns/${campaignId}`)).body.budgetSpent;

    it('adds up to what the campaign spent, with corrections, and never below nothing', async () => {
      const entry = await spend({ amount: '100.5', note: 'Rooms' });
      expect(entry.status).toBe(201);
      expect(entry.body).toMatchObject({ amount: '100.50', currency: 'EUR', note: 'Rooms', budgetSpent: '100.50' });
      expect((await spend({ amount: '-0.50' })).body.budgetSpent).toBe('100.00');
      expect(await spent()).toBe('100.00');
      const refused = await spend({ amount: '-100.01' });
      expect([refused.status, refused.body.code, refused.body.budgetSpent]).toEqual([409, 'CONFLICT', '100.00']);
      const { body } = await api.call('GET', `/campaigns/${campaignId}/spending?limit=1`);
      expect(body.items).toMatchObject([{ amount: '-0.50', note: null }]);
      expect(body.nextCursor).not.toBeNull();
    });

    it('loses nothing and counts nothing twice when much is recorded at once', async () => {
      const before = Number(await spent());
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, index) => spend({ amount: '1.00' }, { key: `parallel-${index >> 1}` })),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
      expect(answers.filter(({ headers }) => headers.get('Idempotency-Replayed') === 'true')).toHaveLength(8);
      expect(Number(await spent())).toBe(before + 8);
    });

    it('refuses a key with another body, a wrong amount and personal data', async () => {
      await spend({ amount: '1.00' }, { key: 'spent-once' });
      expect((await spend({ amount: '2.00' }, { key: 'spent-once' })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
      expect((await spend({ amount: '1.005' })).status).toBe(422);
      expect((await spend({ amount: '1', note: 'call +49 30 1234567' })).body.code).toBe('PERSONAL_DATA');
    });

    it('is read by the company without who recorded it, and recorded by staff only', async () => {
      const { body } = await api.call('GET', `/campaigns/${campaignId}/spending`, {
        as: ofCompany(companyId, 'company_user'),
      });
      expect(body.items[0].actor).toBeNull();
      expect((await spend({ amount: '1' }, { as: ofCompany(companyId, 'company_admin') })).status).toBe(403);
    });

    it('is taken from recruiting to completed only', async () => {
      const draft = await world.draft(companyId);
      const refused = await api.call('POST', `/campaigns/${draft}/spending`, { body: { amount: '1' } });
      expect([refused.status, refused.body.code]).toEqual([409, 'CAMPAIGN_NOT_OPEN']);
    });
  });
}
