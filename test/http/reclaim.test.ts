import { afterAll, describe, expect, it } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { DAY } from '../../src/core/domain/shared/time.ts';
import { reclaimByTerms } from '../../src/core/usecases/capacity/reclaim-seat.ts';
import { createManualClock } from '../support/clock.ts';
import { createTestApi, ofCompany } from './support.ts';
import { createWorld, SEATS } from './world.ts';

describe('idle seats', () => {
  const clock = createManualClock(Date.now());
  const api = createTestApi(memoryAdapters({ clock }));
  const world = createWorld(api);
  afterAll(() => api.service.stop());

  it('are listed when their time has come, and taken back once', async () => {
    const companyId = await world.company();
    const id = await world.recruiting(companyId, { ...SEATS, reclaimAfterDays: 14 });
    await world.consume(id, 'a', { subject: 'vol-1' });
    expect((await api.call('GET', `/campaigns/${id}/reclaimable`)).body.items).toEqual([]);
    expect((await api.call('POST', `/campaigns/${id}/reclaimable/vol-1/reclaim`)).status).toBe(404);

    clock.advance(14 * DAY);
    const as = ofCompany(companyId, 'company_admin');
    const listed = await api.call('GET', `/campaigns/${id}/reclaimable`, { as });
    expect(listed.body.items).toMatchObject([{ subject: 'vol-1', idleDays: 14 }]);
    const taken = await api.call('POST', `/campaigns/${id}/reclaimable/vol-1/reclaim`, { as });
    expect(taken.status).toBe(201);
    expect(taken.body).toMatchObject({ kind: 'release', subject: 'vol-1', consumedAfter: 0 });
    expect((await api.call('POST', `/campaigns/${id}/reclaimable/vol-1/reclaim`)).body.code).toBe('NOTHING_TO_RELEASE');
  });

  it('are nobody’s to know or take in another company', async () => {
    const id = await world.recruiting(await world.company(), { ...SEATS, reclaimAfterDays: 14 });
    const as = ofCompany(await world.company(), 'company_admin');
    expect((await api.call('GET', `/campaigns/${id}/reclaimable`, { as })).status).toBe(404);
    expect((await api.call('POST', `/campaigns/${id}/reclaimable/vol-1/reclaim`, { as })).status).toBe(404);
  });

  it('go back by themselves only where the terms say so', async () => {
    const { core } = api.service;
    const seats = { ...SEATS, reclaimAfterDays: 14 };
    const companyId = await world.company();
    const asked = await world.recruiting(companyId, seats);
    const alone = await world.recruiting(companyId, { ...seats, autoReclaim: true });
    for (const id of [asked, alone]) await world.consume(id, 'a', { subject: 'vol-1' });
    clock.advance(15 * DAY);
    for (const id of [asked, alone]) {
      const campaign = await core.campaigns.find(id);
      if (campaign) await reclaimByTerms(core, campaign);
    }
    const consumed = async (id: string) => (await api.call('GET', `/campaigns/${id}/capacity`)).body.consumed;
    expect(await consumed(asked)).toBe(1);
    expect(await consumed(alone)).toBe(0);
  });
});
