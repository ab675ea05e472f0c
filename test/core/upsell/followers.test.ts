import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryAdapters } from '../../../src/compose-memory.ts';
import type { Core } from '../../../src/core/usecases/core.ts';
import { createUpsellLedgerFollower } from '../../../src/core/usecases/upsell/follow-ledger.ts';
import { createUpsellRecordsFollower } from '../../../src/core/usecases/upsell/follow-records.ts';
import { refreshCampaign } from '../../../src/core/usecases/upsell/refresh-campaign.ts';
import { createTestApi } from '../../http/support.ts';
import { createWorld } from '../../http/world.ts';

const stopping: AbortController[] = [];
afterEach(() => {
  for (const one of stopping.splice(0)) one.abort();
});

/** Sleeps are short, so that nothing is waited for. */
const options = (errors: unknown[] = [], holder = 'this process') => ({
  holder,
  onError: (_job: string, error: unknown) => void errors.push(error),
  sleep: (_: number, signal: AbortSignal) => wait(5, undefined, { signal }).catch(() => undefined),
});

function run(job: { run(signal: AbortSignal): Promise<void> }): Promise<void> {
  const stop = new AbortController();
  stopping.push(stop);
  return job.run(stop.signal);
}

async function campaignWith(used: number) {
  const api = createTestApi(memoryAdapters());
  const world = createWorld(api);
  const companyId = await world.company();
  const campaignId = await world.recruiting(companyId);
  for (let at = 1; at <= used; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
  return { core: api.service.core, api, world, companyId, campaignId };
}

const scoreOf = (core: Core, campaignId: string) => core.upsell.score(campaignId);

describe('the follower of records', () => {
  it('looks at every campaign at its first start, and again where its place is lost', async () => {
    const { core, campaignId } = await campaignWith(0);
    let lost = true;
    const documentChanges: Core['documentChanges'] = {
      async follow(collections, resumeAt, onChange, signal) {
        if (resumeAt !== null && lost) {
          lost = false;
          throw Object.assign(new Error('too old'), { name: 'RESUME_LOST' });
        }
        await core.documentChanges.follow(collections, resumeAt, onChange, signal);
      },
    };
    await core.figures.saveResumePoint('upsell-from-records', '0');
    void run(createUpsellRecordsFollower({ ...core, documentChanges }, options()));
    await vi.waitFor(async () => expect(await scoreOf(core, campaignId)).not.toBeNull(), 5_000);
    expect(lost).toBe(false);
  });

  it('tries again what failed, keeps its place until it stands, and then has no lag', async () => {
    const { core, campaignId } = await campaignWith(0);
    const errors: unknown[] = [];
    let failures = 3;
    const transactions: Core['transactions'] = {
      async commit(writes) {
        const isScore = writes.some(({ collection }) => collection === 'upsellScores');
        if (isScore && failures-- > 0) {
          expect(await core.figures.resumePoint('upsell-from-records')).toBe('0');
          throw new Error('no database');
        }
        await core.transactions.commit(writes);
      },
    };
    await core.figures.saveResumePoint('upsell-from-records', '0');
    const job = createUpsellRecordsFollower({ ...core, transactions }, options(errors));
    void run(job);
    await vi.waitFor(async () => expect(await scoreOf(core, campaignId)).not.toBeNull(), 5_000);
    expect(errors).toHaveLength(3);
    await vi.waitFor(async () => {
      expect(await core.figures.resumePoint('upsell-from-records')).not.toBe('0');
      expect(job.lag()).toBe(0);
    }, 5_000);
  });
});

describe('the follower of the ledger', () => {
  it('reads what was recorded before it began, crossings included, and opens one opportunity though two run', async () => {
    const { core, campaignId } = await campaignWith(10);
    for (const holder of ['one', 'other']) void run(createUpsellLedgerFollower(core, options([], holder)));
    await vi.waitFor(async () => {
      expect(await scoreOf(core, campaignId)).toMatchObject({
        crossing: { threshold: 100 },
        fullAt: expect.any(Number),
      });
      expect(await core.upsell.ofCampaign(campaignId)).toHaveLength(1);
    }, 10_000);
  });

  it('forgets who asked in vain once there is room by more capacity, and not by a place that somebody leaves', async () => {
    const { core, api, world, campaignId } = await campaignWith(11);
    void run(createUpsellLedgerFollower(core, options()));
    expect((await world.consume(campaignId, 'vain', { subject: 'vol-99' })).status).toBe(409);
    await api.call('POST', `/campaigns/${campaignId}/releases`, { body: { subject: 'vol-1' } });
    await vi.waitFor(async () => expect((await scoreOf(core, campaignId))?.features.consumed).toBe(100_000), 10_000);
    expect(await core.upsellDemand.of(campaignId)).toMatchObject({ asked: 1 });
    const { headers } = await api.call('GET', `/campaigns/${campaignId}`);
    const terms = { model: 'seats', committedSeats: 30, seatPricePerMonth: '85.00' };
    const put = { body: terms, ifMatch: headers.get('ETag') ?? '' };
    expect((await api.call('PUT', `/campaigns/${campaignId}/terms`, put)).status).toBe(200);
    await vi.waitFor(async () => {
      expect(await core.upsellDemand.of(campaignId)).toBeNull();
      expect((await scoreOf(core, campaignId))?.fullAt).toBeNull();
    }, 10_000);
  });
});

describe('a refresh', () => {
  it('changes nothing the second time, whoever does it', async () => {
    const { core, campaignId } = await campaignWith(0);
    expect(await refreshCampaign(core, campaignId)).toMatchObject({ changed: true, before: null });
    expect(await refreshCampaign(core, campaignId)).toMatchObject({ changed: false });
    expect(await refreshCampaign(core, 'none')).toBeNull();
  });

  it('takes the score away with a draft that is deleted', async () => {
    const { core, api, world, companyId } = await campaignWith(0);
    const draft = await world.draft(companyId);
    await refreshCampaign(core, draft);
    expect((await api.call('DELETE', `/campaigns/${draft}`, { ifMatch: 1 })).status).toBe(204);
    await refreshCampaign(core, draft);
    expect(await scoreOf(core, draft)).toBeNull();
  });

  it('and the count of who asked in vain never stand in the way of a refusal', async () => {
    const adapters = memoryAdapters();
    const broken = () => {
      throw new Error('no database');
    };
    const ports = { ...adapters.ports, upsellDemand: { ...adapters.ports.upsellDemand, note: broken } };
    const api = createTestApi({ ...adapters, ports });
    const world = createWorld(api);
    const campaignId = await world.recruiting(await world.company());
    for (let at = 1; at <= 11; at++) await world.consume(campaignId, `k${at}`, { subject: `vol-${at}` });
    const refused = await world.consume(campaignId, 'k12', { subject: 'vol-12' });
    expect([refused.status, refused.body.code]).toEqual([409, 'CAPACITY_EXCEEDED']);
  });
});
