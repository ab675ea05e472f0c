import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { ASKERS_MAX } from '../../src/core/domain/upsell/demand.ts';
import type { Opportunity } from '../../src/core/domain/upsell/opportunity.ts';
import type { OpportunityQuery } from '../../src/ports/upsell-repository.ts';
import { anOpportunity, aScore } from '../core/upsell/features.ts';
import { insert, replace, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

function queued(id: string, over: Partial<Opportunity> & { score?: number } = {}): Opportunity {
  const { score = 50, ...rest } = over;
  const one = anOpportunity({ id, openKey: id, campaignId: id, ...rest });
  return { ...one, scored: { ...one.scored, score } };
}

export function upsellContract(name: string, stores: () => Stores): void {
  describe(`upsell scores ${name}`, () => {
    test('are there as they were written, a company’s highest first', async () => {
      const { one, other } = stores();
      const scores = [aScore({ id: 'a', score: 40 }), aScore({ id: 'b', score: 90 }), aScore({ id: 'c', score: 40 })];
      await one.transactions.commit(
        [...scores, aScore({ id: 'x', companyId: 'another' })].map((score) => insert('upsellScores', score)),
      );
      expect((await other.upsell.scoresOf('company')).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
      expect(await other.upsell.score('a')).toEqual(scores[0]);
      expect(await other.upsell.score('none')).toBeNull();
    });
  });

  describe(`opportunities ${name}`, () => {
    const put = (opportunities: readonly Opportunity[]) =>
      stores().one.transactions.commit(opportunities.map((one) => insert('opportunities', one)));
    const ids = async (query: Partial<OpportunityQuery>) => {
      const pages = await allPages((cursor) => stores().other.upsell.list({ limit: 2, ...query, cursor }));
      return pages.flat().map(({ id }) => id);
    };

    test('is open once for a campaign and type, whoever opens it', async () => {
      const { one, other } = stores();
      const open = (id: string) => insert('opportunities', anOpportunity({ id }));
      await one.transactions.commit([open('first')]);
      const second = other.transactions.commit([open('second')]);
      await expect(second).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: { collection: 'opportunities' } });
      const closed = { ...anOpportunity({ id: 'first' }), openKey: 'campaign/capacity_expansion/first' };
      await one.transactions.commit([replace('opportunities', closed)]);
      await other.transactions.commit([open('second')]);
      expect((await one.upsell.ofCampaign('campaign')).map(({ id }) => id)).toEqual(['first', 'second']);
      expect(await one.upsell.find('first')).toEqual({ ...closed, version: 2 });
      expect(await one.upsell.find('none')).toBeNull();
    });

    test('come in every order, nothing lost or twice over pages, what is not due last', async () => {
      await put([
        queued('a', { score: 70, dueOn: '2025-07-01', openedAt: 3, updatedAt: 9 }),
        queued('b', { score: 90, dueOn: null, openedAt: 1, updatedAt: 5 }),
        queued('c', { score: 70, dueOn: '2025-06-01', openedAt: 2, updatedAt: 7 }),
        queued('d', { score: 10, dueOn: null, openedAt: 4, updatedAt: 1 }),
        queued('e', { score: 90, dueOn: '2025-07-01', openedAt: 5, updatedAt: 3 }),
      ]);
      expect(await ids({})).toEqual(['e', 'b', 'c', 'a', 'd']);
      expect(await ids({ sort: [{ field: 'score', direction: 'asc' }] })).toEqual(['d', 'a', 'c', 'b', 'e']);
      expect(await ids({ sort: [{ field: 'dueOn', direction: 'asc' }] })).toEqual(['c', 'a', 'e', 'b', 'd']);
      expect(await ids({ sort: [{ field: 'dueOn', direction: 'desc' }] })).toEqual(['e', 'a', 'c', 'd', 'b']);
      expect(await ids({ sort: [{ field: 'openedAt', direction: 'asc' }] })).toEqual(['b', 'c', 'a', 'd', 'e']);
      expect(await ids({ sort: [{ field: 'updatedAt', direction: 'desc' }] })).toEqual(['a', 'c', 'b', 'e', 'd']);
      const both = [{ field: 'score', direction: 'desc' } as const, { field: 'dueOn', direction: 'asc' } as const];
      expect(await ids({ sort: both })).toEqual(['e', 'b', 'c', 'a', 'd']);
    });

    test('are found by each filter and by all together', async () => {
      await put([
        queued('a', { score: 70, state: 'contacted', owner: 'ann' }),
        queued('b', { score: 60, type: 'bundle_upgrade', owner: 'ann' }),
        queued('c', { score: 59, companyId: 'another' }),
      ]);
      expect(await ids({ companyId: 'another' })).toEqual(['c']);
      expect(await ids({ type: 'bundle_upgrade' })).toEqual(['b']);
      expect(await ids({ minScore: 60 })).toEqual(['a', 'b']);
      expect(await ids({ state: 'new' })).toEqual(['b', 'c']);
      expect(await ids({ owner: 'ann' })).toEqual(['a', 'b']);
      expect(await ids({ owner: null })).toEqual(['c']);
      expect(await ids({ owner: 'ann', state: 'new', minScore: 60, companyId: 'company' })).toEqual(['b']);
      const all: string[] = [];
      for await (const { id } of stores().other.upsell.all({ companyId: 'company' })) all.push(id);
      expect(all).toEqual(['a', 'b']);
    });

    test('leave out what the system took back, where that is asked', async () => {
      const dismissed = (by: string) => ({ state: 'dismissed', outcome: { kind: 'dismissed', at: T0, by } }) as const;
      await put([queued('a'), queued('b', dismissed('ann')), queued('c', dismissed('system'))]);
      expect((await ids({})).toSorted()).toEqual(['a', 'b', 'c']);
      expect((await ids({ withdrawn: false })).toSorted()).toEqual(['a', 'b']);
    });

    test('add up by state and currency, what is won by its value', async () => {
      const estimate = (one: Opportunity, value: number | null) => ({
        ...one,
        scored: { ...one.scored, estimate: value },
      });
      const won = { kind: 'won', at: T0, by: 'ann', value: 7, currency: 'EUR' } as const;
      await put([
        estimate(queued('a'), 100),
        estimate(queued('b'), null),
        estimate(queued('c', { state: 'won', outcome: won }), 50),
        estimate(queued('d', { companyId: 'another' }), 1),
      ]);
      const totals = await stores().one.upsell.totals({ companyId: 'company' });
      expect(totals.toSorted((a, b) => a.state.localeCompare(b.state))).toEqual([
        { state: 'new', currency: 'EUR', count: 2, amount: 100 },
        { state: 'won', currency: 'EUR', count: 1, amount: 7 },
      ]);
    });
  });

  describe(`unmet demand ${name}`, () => {
    test('counts everybody once, whichever process hears them, until it is forgotten', async () => {
      const { one, other } = stores();
      const ask = (store: typeof one, asker: string, at: number) =>
        store.upsellDemand.note({ campaignId: 'campaign', asker, at });
      expect(await one.upsellDemand.of('campaign')).toBeNull();
      ask(one, 'x', T0 + 5);
      ask(one, 'x', T0 + 6);
      ask(one, 'y', T0 + 7);
      ask(other, 'x', T0 + 1);
      ask(other, 'z', T0 + 8);
      await Promise.all([one.upsellDemand.settled(), other.upsellDemand.settled()]);
      expect(await other.upsellDemand.of('campaign')).toMatchObject({ asked: 3, lastAt: T0 + 8 });
      await one.upsellDemand.forget('campaign', T0 + 7);
      expect(await other.upsellDemand.of('campaign')).toMatchObject({ asked: 3 });
      await one.upsellDemand.forget('campaign', T0 + 8);
      expect(await other.upsellDemand.of('campaign')).toBeNull();
    });

    test('stands still beyond its bound', async () => {
      const { one } = stores();
      for (let at = 0; at < ASKERS_MAX + 50; at++)
        one.upsellDemand.note({ campaignId: 'campaign', asker: `a${at}`, at: T0 });
      await one.upsellDemand.settled();
      expect(await one.upsellDemand.of('campaign')).toEqual({ asked: ASKERS_MAX, firstAt: T0, lastAt: T0 });
    });
  });

  describe(`document changes ${name}`, () => {
    test('tell of the collections asked for, and go on from where one stopped', async () => {
      const { one, other } = stores();
      const told: string[] = [];
      let point: string | null = null;
      const stopping = new AbortController();
      const following = other.documentChanges.follow(
        ['upsellScores', 'upsellDemand'],
        null,
        ({ collection, id }, at) => {
          told.push(`${collection}/${id}`);
          point = at;
        },
        stopping.signal,
      );
      await vi.waitFor(
        async () => {
          await one.transactions.commit([
            insert('upsellScores', aScore({ id: `begin-${told.length}-${performance.now()}` })),
          ]);
          await wait(50);
          expect(told.length).toBeGreaterThan(0);
        },
        { timeout: 10_000, interval: 50 },
      );
      await one.transactions.commit([
        insert('opportunities', queued('a')),
        insert('upsellScores', aScore({ id: 'a' })),
      ]);
      await vi.waitFor(() => expect(told).toContain('upsellScores/a'), { timeout: 10_000 });
      expect(told.some((one) => one.startsWith('opportunities'))).toBe(false);
      stopping.abort();
      await following;

      await one.transactions.commit([replace('upsellScores', aScore({ id: 'a' }))]);
      one.upsellDemand.note({ campaignId: 'campaign', asker: 'x', at: T0 });
      await one.upsellDemand.settled();
      const later: string[] = [];
      const again = new AbortController();
      const resumed = other.documentChanges.follow(
        ['upsellScores', 'upsellDemand'],
        point,
        ({ collection, id }) => later.push(`${collection}/${id}`),
        again.signal,
      );
      await vi.waitFor(() => expect(later).toEqual(['upsellScores/a', 'upsellDemand/campaign']), { timeout: 10_000 });
      again.abort();
      await resumed;
    });
  });
}
