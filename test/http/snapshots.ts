import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, DAY, dateAt, HOUR, MINUTE } from '../../src/core/domain/shared/time.ts';
import { takeDueSnapshots, thinSnapshots } from '../../src/core/usecases/metrics/run-snapshots.ts';
import { deliverDue } from '../../src/core/usecases/outbox/run-outbox.ts';
import type { ManualClock } from '../support/clock.ts';
import { COORDINATOR, ofCompany, SALES, type TestApi } from './support.ts';
import { createWorld } from './world.ts';

/** Snapshots, the job that takes them, and what charts read of them. */
export function describeSnapshots(name: string, api: TestApi, clock: ManualClock): void {
  const world = createWorld(api);
  const { core } = api.service;
  let companyId = '';
  beforeAll(async () => {
    companyId = await world.company();
  });

  const cohort = (campaignId: string, body: object) =>
    api.call('POST', `/campaigns/${campaignId}/instances`, { body: { name: 'Cohort', status: 'active', ...body } });
  const snap = (id: string, call = {}) => api.call('POST', `/campaigns/${id}/snapshots`, { as: COORDINATOR, ...call });
  const list = async (id: string) => (await api.call('GET', `/campaigns/${id}/snapshots`)).body.items;
  const series = async (id: string, query: string, call = {}) =>
    (await api.call('GET', `/campaigns/${id}/metrics/series?${query}`, call)).body.points;

  describe(`snapshots over ${name}`, () => {
    it('are one an hour, with the figures as they were', async () => {
      const id = await world.recruiting(companyId);
      await cohort(id, { enrolledBeneficiaries: 30, sroi: 4, sessionsHeld: 3 });
      const first = await snap(id);
      expect([first.status, first.body.kind, first.body.sroi, first.body.sessions]).toEqual([201, 'scheduled', 4, 3]);
      await cohort(id, { sessionsHeld: 5 });
      const again = await snap(id);
      expect([again.status, again.body]).toEqual([200, first.body]);
      clock.advance(HOUR);
      expect((await snap(id)).body.sessions).toBe(8);
      expect((await list(id)).map(({ sessions }: { sessions: number }) => sessions)).toEqual([8, 3]);
    });

    it('are one though many ask at once', async () => {
      const id = await world.recruiting(companyId);
      const answers = await Promise.all(Array.from({ length: 8 }, () => snap(id)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('are taken by staff of the programs, of nothing that is closed, and read by the company', async () => {
      const id = await world.recruiting(companyId);
      expect((await snap(id, { as: SALES })).status).toBe(403);
      await cohort(id, { enrolledBeneficiaries: 3, sroi: 4 });
      await snap(id);
      const path = `/campaigns/${id}/snapshots`;
      const own = await api.call('GET', path, { as: ofCompany(companyId, 'company_user') });
      expect(own.body.items).toMatchObject([{ sroi: null, reasons: { sroi: 'too_few' } }]);
      expect((await api.call('GET', path, { as: ofCompany('another', 'company_user') })).status).toBe(404);
      await world.transition(id, 'closed');
      expect((await snap(id)).body.code).toBe('CAMPAIGN_NOT_OPEN');
    });

    it('are taken by the job at the pace of the sessions of a week', async () => {
      const id = await world.recruiting(companyId);
      await world.transition(id, 'active');
      const { body: made } = await cohort(id, {});
      const hours = async (count: number) => {
        const before = (await list(id)).length;
        for (let hour = 0; hour < count; hour++) {
          clock.advance(HOUR);
          await takeDueSnapshots(core);
        }
        return (await list(id)).length - before;
      };
      await takeDueSnapshots(core);
      expect(await hours(24)).toBe(1);
      const path = `/campaigns/${id}/instances/${made.id}`;
      await api.call('PATCH', path, { ifMatch: 1, body: { sessionsHeld: 26 } });
      expect(await hours(24)).toBe(4);
      await api.call('PATCH', path, { ifMatch: 2, body: { sessionsHeld: 101 } });
      expect(await hours(5)).toBe(5);
      clock.advance(8 * DAY);
      await takeDueSnapshots(core);
      expect(await hours(24)).toBe(1);
    });

    it('take no second one of an hour when two processes run the job', async () => {
      const id = await world.recruiting(companyId);
      await Promise.all([takeDueSnapshots(core), takeDueSnapshots(core)]);
      expect(await list(id)).toHaveLength(1);
    });

    it('are thinned out after 30 days', async () => {
      const id = await world.recruiting(companyId);
      clock.set(Math.ceil(clock.now() / DAY) * DAY);
      for (let hour = 0; hour < 6; hour++) {
        await snap(id);
        clock.advance(HOUR);
      }
      clock.advance(29 * DAY);
      await thinSnapshots(core);
      expect(await list(id)).toHaveLength(6);
      clock.advance(2 * DAY);
      expect(await thinSnapshots(core)).toBeGreaterThanOrEqual(5);
      expect(await list(id)).toHaveLength(1);
    });

    it('are filled in for past days from ledger and spending, marked as such, and never over one that stands', async () => {
      clock.set(Math.floor(clock.now() / DAY) * DAY + 10 * HOUR);
      const id = await world.recruiting(companyId);
      const day = dateAt(clock.now(), 'Europe/Berlin');
      await cohort(id, { enrolledBeneficiaries: 30, sroi: 4, sessionsHeld: 3 });
      await world.consume(id, 'k1', { subject: 'vol-1' });
      await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '12.50' } });
      clock.advance(DAY);
      await world.consume(id, 'k2', { subject: 'vol-2' });
      await snap(id);
      clock.advance(DAY);
      await api.call('POST', `/campaigns/${id}/releases`, { body: { subject: 'vol-1' } });
      await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '7.50' } });
      clock.advance(DAY);
      const fill = (call = {}) =>
        api.call('POST', `/campaigns/${id}/snapshots/backfill`, { as: COORDINATOR, body: {}, ...call });
      const { status, body } = await fill();
      expect([status, body]).toEqual([200, { made: 2, from: day, to: addDays(day, 2) }]);
      const real = { kind: 'scheduled', volunteers: 2, sessions: 3, sroi: 4 };
      const unknown = {
        kind: 'backfilled',
        sessions: null,
        beneficiaries: null,
        hours: null,
        budgetAllocated: null,
        sroi: null,
        reasons: { sroi: 'not_known_then', vis: 'not_known_then' },
      };
      expect(await list(id)).toMatchObject([
        { ...unknown, volunteers: 1, volunteersServed: 2, budgetSpent: '20.00', consumed: 1 },
        real,
        { ...unknown, volunteers: 1, volunteersServed: 1, budgetSpent: '12.50', consumed: 1 },
      ]);
      const values = (await series(id, 'metric=sessions&period=7d')).map(({ value }: { value: number }) => value);
      expect(values).toEqual([null, 3, null, 3]);
      expect((await fill()).body.made).toBe(0);
      expect((await fill({ as: SALES })).status).toBe(403);
      expect((await fill({ as: ofCompany(companyId, 'company_admin') })).status).toBe(403);
      expect((await fill({ body: { from: '2026-02-30' } })).status).toBe(422);
      expect((await fill({ body: { from: '2026-02-03', to: '2026-02-02' } })).body.code).toBe('INVALID_PERIOD');
      const draft = await api.call('POST', '/campaigns', { body: { companyId, name: 'A draft' } });
      const refused = await api.call('POST', `/campaigns/${draft.body.id}/snapshots/backfill`, { body: {} });
      expect(refused.body.code).toBe('CAMPAIGN_NOT_OPEN');
    });

    it('are filled in once though two ask at once', async () => {
      const id = await world.recruiting(companyId);
      clock.advance(5 * DAY);
      const fill = () => api.call('POST', `/campaigns/${id}/snapshots/backfill`, { as: COORDINATOR });
      const made = (await Promise.all([fill(), fill()])).map(({ body }) => body.made);
      expect(made[0] + made[1]).toBe(5);
      expect(await list(id)).toHaveLength(5);
    });

    it('are final once when the campaign is completed, also where the work is done again', async () => {
      const id = await world.recruiting(companyId);
      await world.transition(id, 'active');
      await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '2000000.00' } });
      await world.transition(id, 'completed');
      const taken = await list(id);
      expect(taken).toMatchObject([{ kind: 'final', budgetSpent: '2000000.00', budgetAllocated: '1000000.00' }]);
      const { body } = await api.call('GET', `/billing/outbox?campaignId=${id}&state=delivered`);
      const work = body.items.filter(({ kind }: { kind: string }) => kind === 'snapshot.final');
      expect(work).toHaveLength(1);
      const item = await core.outbox.find(work[0].id);
      if (!item) throw new Error('The work of the outbox is gone');
      const again = { ...item, version: item.version + 1, state: 'pending' as const, nextAttemptAt: clock.now() };
      await core.transactions.commit([
        { op: 'replace', collection: 'outbox', document: again, ifVersion: item.version },
      ]);
      clock.advance(3 * HOUR);
      await deliverDue(core);
      expect((await core.outbox.find(item.id))?.state).toBe('delivered');
      expect(await list(id)).toEqual(taken);
    });
  });

  describe(`series over ${name}`, () => {
    it('give each figure the time at which it was so, and now the present one', async () => {
      const id = await world.recruiting(companyId);
      const { body: made } = await cohort(id, { enrolledBeneficiaries: 30, sroi: 1.005 });
      const first = clock.now();
      await snap(id);
      clock.advance(10 * DAY);
      await api.call('PATCH', `/campaigns/${id}/instances/${made.id}`, { ifMatch: 1, body: { sroi: 3 } });
      await api.call('POST', `/campaigns/${id}/spending`, { body: { amount: '12.50' } });
      clock.advance(MINUTE);
      const text = (at: number) => new Date(at).toISOString();
      expect(await series(id, 'metric=sroi&period=30d')).toEqual([
        { at: text(first), value: 1.01 },
        { at: text(clock.now()), value: 3 },
      ]);
      expect(await series(id, 'metric=sroi&period=7d')).toEqual([{ at: text(clock.now()), value: 3 }]);
      expect((await series(id, 'metric=budgetSpent&period=all')).map(({ value }: { value: string }) => value)).toEqual([
        '0.00',
        '12.50',
      ]);
      expect((await api.call('GET', `/campaigns/${id}/metrics/series?metric=luck`)).status).toBe(400);
    });

    it('withhold outcomes over too few people point by point', async () => {
      const id = await world.recruiting(companyId);
      const { body: made } = await cohort(id, { enrolledBeneficiaries: 4, sroi: 2 });
      await snap(id);
      clock.advance(HOUR);
      await api.call('PATCH', `/campaigns/${id}/instances/${made.id}`, {
        ifMatch: 1,
        body: { enrolledBeneficiaries: 9 },
      });
      const points = await series(id, 'metric=sroi', { as: ofCompany(companyId, 'company_admin') });
      expect(points.map(({ value }: { value: number | null }) => value)).toEqual([null, 2]);
    });

    it('take what was used from the ends of days, each under its own date, a quiet day like the one before', async () => {
      const id = await world.recruiting(companyId);
      await world.consume(id, 'seat', { subject: 'vol-1' });
      const zone = 'Europe/Berlin';
      clock.advance(5 * DAY);
      const today = dateAt(clock.now(), zone);
      const end = { campaignId: id, capacity: 100_000, hardLimit: 110_000 };
      await core.dayEnds.save([
        { ...end, date: addDays(today, -3), sequence: 2, consumed: 20_000 },
        { ...end, date: addDays(today, -1), sequence: 3, consumed: 30_000 },
        { ...end, date: today, sequence: 4, consumed: 50_000 },
      ]);
      const points = await series(id, 'metric=utilization&period=7d');
      const seen = points.map(({ at, value }: { at: string; value: number }) => [dateAt(Date.parse(at), zone), value]);
      expect(seen).toEqual([
        [addDays(today, -3), 0.2],
        [addDays(today, -2), 0.2],
        [addDays(today, -1), 0.3],
        [today, 0.1],
      ]);
    });
  });
}
