import { describe, expect, test } from 'vitest';
import type { CampaignQuery } from '../../src/ports/campaign-repository.ts';
import {
  aCampaign,
  anInstance,
  aTermsVersion,
  aTransition,
  insert,
  replace,
  SEAT_TERMS,
  someFigures,
  T0,
} from './documents.ts';
import { allPages, type Stores } from './stores.ts';

export function campaignsContract(name: string, stores: () => Stores): void {
  const ids = async (query: Partial<CampaignQuery>) => {
    const { items } = await stores().one.campaigns.list({ limit: 100, cursor: null, ...query });
    return items.map(({ campaign }) => campaign.id);
  };
  const add = (...campaigns: Parameters<typeof aCampaign>[0][]) =>
    stores().one.transactions.commit(campaigns.map((over) => insert('campaigns', aCampaign(over))));

  describe(`campaigns ${name}`, () => {
    test('a campaign that is not there is null', async () => {
      expect(await stores().one.campaigns.find('nothing')).toBeNull();
    });

    test('without a sort the last changed comes first, also after a change', async () => {
      await add({ id: 'a', updatedAt: T0 }, { id: 'b', updatedAt: T0 + 2 }, { id: 'c', updatedAt: T0 + 1 });
      expect(await ids({})).toEqual(['b', 'c', 'a']);

      const a = aCampaign({ id: 'a', updatedAt: T0 + 3 });
      await stores().one.transactions.commit([replace('campaigns', a)]);
      expect(await ids({})).toEqual(['a', 'b', 'c']);
    });

    test('each filter keeps what matches it, and together they narrow', async () => {
      await add(
        { id: 'a', companyId: 'x', status: 'active', terms: SEAT_TERMS, quarter: '2026-Q1', programTemplateId: 't1' },
        { id: 'b', companyId: 'x', status: 'paused', beneficiaryGroupId: 'g1' },
        { id: 'c', companyId: 'y', status: 'active', quarter: '2026-Q1' },
      );

      expect(await ids({ companyId: 'y' })).toEqual(['c']);
      expect((await ids({ statuses: ['active', 'paused'] })).sort()).toEqual(['a', 'b', 'c']);
      expect(await ids({ statuses: ['paused'] })).toEqual(['b']);
      expect(await ids({ statuses: [] })).toEqual([]);
      expect(await ids({ pricingModel: 'seats' })).toEqual(['a']);
      expect(await ids({ programTemplateId: 't1' })).toEqual(['a']);
      expect(await ids({ beneficiaryGroupId: 'g1' })).toEqual(['b']);
      expect((await ids({ quarter: '2026-Q1' })).sort()).toEqual(['a', 'c']);
      expect(await ids({ quarter: '2026-Q1', companyId: 'x' })).toEqual(['a']);
      expect(await ids({ quarter: '2026-Q1', companyId: 'x', statuses: ['paused'] })).toEqual([]);
    });

    test('a band keeps the campaigns whose figures stand in exactly that band', async () => {
      const { one } = stores();
      await add({ id: 'a' }, { id: 'b' }, { id: 'c' });
      await one.figures.save([
        someFigures({ campaignId: 'a', band: 90 }),
        someFigures({ campaignId: 'b', band: 100 }),
        someFigures({ campaignId: 'c', band: null }),
      ]);

      expect(await ids({ band: 90 })).toEqual(['a']);
    });

    test('a search finds words anywhere in name, description and tags, whatever their case and accents', async () => {
      await add(
        { id: 'a', name: 'Frühling in KÖLN', description: 'Mentoring for newcomers' },
        { id: 'b', name: 'Autumn', tags: ['köln', 'buddy'] },
        { id: 'c', name: 'Winter', internalNotes: 'köln' },
      );

      expect((await ids({ q: 'koln' })).sort()).toEqual(['a', 'b']);
      expect(await ids({ q: 'Köln  mentor' })).toEqual(['a']);
      expect(await ids({ q: 'BUDDY' })).toEqual(['b']);
      expect(await ids({ q: 'köln nowhere' })).toEqual([]);
    });

    test('a search takes every character for itself', async () => {
      await add({ id: 'a', name: '100% (a+b) [x] $where .* \\d' }, { id: 'b', name: 'plain' });

      for (const q of ['.*', '(a+b)', '[x]', '$where', '\\d', '100%', '+', '(', '[', '\\']) {
        expect(await ids({ q }), q).toEqual(['a']);
      }
      expect(await ids({ q: '.lain' })).toEqual([]);
      expect((await ids({ q: '\u0000' })).sort()).toEqual(['a', 'b']);
    });

    test('what looks like an operator in a filter is only a value', async () => {
      await add({ id: 'a' });
      const forged = { $ne: null } as unknown as string;

      expect(await ids({ companyId: forged })).toEqual([]);
      expect(await ids({ quarter: '$quarter' })).toEqual([]);
    });

    test('names are in order whatever their case, and equal ones by id', async () => {
      await add(
        { id: '3', name: 'zebra' },
        { id: '2', name: 'Äpfel' },
        { id: '4', name: 'Birne' },
        { id: '1', name: 'apfel' },
      );

      expect(await ids({ sort: [{ field: 'name', direction: 'asc' }] })).toEqual(['1', '2', '4', '3']);
      expect(await ids({ sort: [{ field: 'name', direction: 'desc' }] })).toEqual(['3', '4', '2', '1']);
    });

    test('campaigns without a start come last in both directions', async () => {
      await add({ id: 'a' }, { id: 'b', startDate: '2026-02-01' }, { id: 'c', startDate: '2026-01-01' }, { id: 'd' });

      expect(await ids({ sort: [{ field: 'startDate', direction: 'asc' }] })).toEqual(['c', 'b', 'a', 'd']);
      expect(await ids({ sort: [{ field: 'startDate', direction: 'desc' }] })).toEqual(['b', 'c', 'd', 'a']);
    });

    test('utilization orders by the figures, and campaigns without figures or capacity come last', async () => {
      const { one } = stores();
      await add({ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' });
      await one.figures.save([
        someFigures({ campaignId: 'a', consumed: 450_000 }),
        someFigures({ campaignId: 'b', consumed: 10_000, capacity: 10_000 }),
        someFigures({ campaignId: 'c', consumed: 0, capacity: 0 }),
      ]);

      expect(await ids({ sort: [{ field: 'utilization', direction: 'desc' }] })).toEqual(['b', 'a', 'd', 'c']);
      expect(await ids({ sort: [{ field: 'utilization', direction: 'asc' }] })).toEqual(['a', 'b', 'c', 'd']);
    });

    test('SROI orders by what is reported, unknown ones last, and for companies those over too few people are unknown', async () => {
      const { one } = stores();
      await add({ id: 'low' }, { id: 'none' }, { id: 'high' }, { id: 'few' });
      const impact = (id: string, value: number | null, people: number) => ({
        ...{ id, version: 1, companyId: 'company', updatedAt: T0 },
        sroi: { value, people },
        vis: { value: null, people: 0 },
      });
      await one.transactions.commit([insert('campaignImpacts', impact('high', 4.5, 9))]);
      await one.transactions.commit([
        insert('campaignImpacts', impact('low', 1.5, 5)),
        insert('campaignImpacts', impact('few', 9, 4)),
        insert('campaignImpacts', impact('none', null, 0)),
      ]);
      await one.transactions.commit([replace('campaignImpacts', impact('high', 5.5, 12))]);

      const bySroi = [{ field: 'sroi', direction: 'desc' }] as const;
      expect(await ids({ sort: bySroi })).toEqual(['few', 'high', 'low', 'none']);
      expect(await ids({ sort: [{ field: 'sroi', direction: 'asc' }] })).toEqual(['low', 'high', 'few', 'none']);
      expect(await ids({ sort: bySroi, forCompany: true })).toEqual(['high', 'low', 'none', 'few']);
      const { items } = await one.campaigns.list({ limit: 2, cursor: null, sort: bySroi });
      expect(items[1]?.impact).toEqual({ sroi: { value: 5.5, people: 12 }, vis: { value: null, people: 0 } });
    });

    test('a list carries the figures, and null where none were projected yet', async () => {
      const { one } = stores();
      await one.figures.save([
        someFigures({ campaignId: 'a', consumed: 70_000 }),
        someFigures({ campaignId: 'unknown' }),
      ]);
      await add({ id: 'a', name: 'A' }, { id: 'b', name: 'B' });

      const page = await one.campaigns.list({ limit: 10, cursor: null, sort: [{ field: 'name', direction: 'asc' }] });

      expect(page.items.map(({ figures }) => figures)).toEqual([
        someFigures({ campaignId: 'a', consumed: 70_000 }),
        null,
      ]);
    });

    test('pages of every sort hold each campaign once and in order', async () => {
      const { one } = stores();
      const many = Array.from({ length: 23 }, (_, at) => ({
        id: `id-${String((at * 7) % 23).padStart(2, '0')}`,
        name: `Name ${at % 4}`,
        startDate: at % 3 === 0 ? null : `2026-0${1 + (at % 5)}-01`,
        updatedAt: T0 + (at % 6),
      }));
      await add(...many);
      await one.figures.save(
        many.slice(0, 15).map(({ id }, at) => someFigures({ campaignId: id, consumed: (at % 5) * 10_000 })),
      );

      for (const field of ['name', 'startDate', 'utilization', 'sroi', 'updatedAt'] as const) {
        for (const direction of ['asc', 'desc'] as const) {
          const sort = [
            { field, direction },
            ...(field === 'name' ? [] : [{ field: 'name', direction: 'asc' } as const]),
          ];
          const whole = await ids({ sort });
          const pages = await allPages((cursor) => one.campaigns.list({ limit: 4, cursor, sort }));

          expect(pages.flat().map(({ campaign }) => campaign.id)).toEqual(whole);
          expect(new Set(whole).size).toBe(23);
          expect(pages.map((page) => page.length)).toEqual([4, 4, 4, 4, 4, 3]);
        }
      }
    });

    test('a campaign that is added, changed or deleted between two pages disturbs no other', async () => {
      const { one } = stores();
      await add(...['b', 'd', 'f', 'h', 'j'].map((id) => ({ id, name: id })));
      const sort = [{ field: 'name', direction: 'asc' }] as const;
      const first = await one.campaigns.list({ limit: 2, cursor: null, sort });

      await add({ id: 'a', name: 'a' }, { id: 'g', name: 'g' });
      await one.transactions.commit([{ op: 'delete', collection: 'campaigns', id: 'd', ifVersion: 1 }]);
      const second = await one.campaigns.list({ limit: 10, cursor: first.nextCursor, sort });

      expect(first.items.map(({ campaign }) => campaign.id)).toEqual(['b', 'd']);
      expect(second.items.map(({ campaign }) => campaign.id)).toEqual(['f', 'g', 'h', 'j']);
    });

    test('a cursor that is forged, or of another sort, is refused', async () => {
      const { one } = stores();
      await add({ id: 'a', name: 'a' }, { id: 'b', name: 'b' });
      const byName = await one.campaigns.list({ limit: 1, cursor: null, sort: [{ field: 'name', direction: 'asc' }] });
      const forge = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

      for (const cursor of [
        byName.nextCursor,
        '',
        'x',
        '%%%',
        forge({}),
        forge(['-updatedAt,-_id', { $gt: '' }, 'a']),
      ]) {
        await expect(one.campaigns.list({ limit: 1, cursor }), String(cursor)).rejects.toMatchObject({
          kind: 'malformed',
          code: 'INVALID_CURSOR',
        });
      }
    });

    test('work that visits every open campaign meets those that recruit, run or pause, by id', async () => {
      await add(
        { id: '5', status: 'draft' },
        { id: '4', status: 'active' },
        { id: '2', status: 'paused' },
        { id: '3', status: 'closed' },
        { id: '1', status: 'recruiting' },
      );

      const open = await Array.fromAsync(stores().one.campaigns.open());

      expect(open.map(({ id }) => id)).toEqual(['1', '2', '4']);
      expect(open[2]).toEqual(aCampaign({ id: '4', status: 'active' }));
    });

    test('what hangs on a campaign is its own, in its order', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('transitions', aTransition({ id: 'x2', version: 3, at: T0 })),
        insert('transitions', aTransition({ id: 'x1', version: 2, at: T0 })),
        insert('transitions', aTransition({ id: 'x3', campaignId: 'another' })),
        insert('termsVersions', aTermsVersion({ id: 't1', number: 1 })),
        insert('termsVersions', aTermsVersion({ id: 't2', number: 2 })),
        insert('instances', anInstance({ id: 'i2', createdAt: T0 + 1 })),
        insert('instances', anInstance({ id: 'i3', createdAt: T0 })),
        insert('instances', anInstance({ id: 'i1', createdAt: T0 + 1, campaignId: 'another' })),
      ]);

      expect((await one.campaigns.transitions('campaign')).map(({ id }) => id)).toEqual(['x1', 'x2']);
      expect((await one.campaigns.termsVersions('campaign')).map(({ number }) => number)).toEqual([2, 1]);
      expect((await one.campaigns.instances('campaign')).map(({ id }) => id)).toEqual(['i3', 'i2']);
      const many = await one.campaigns.instancesOf(['campaign', 'none']);
      expect([...many].map(([id, found]) => [id, found.map((each) => each.id)])).toEqual([['campaign', ['i3', 'i2']]]);
      const transitions = await one.campaigns.transitionsOf(['another', 'campaign', 'none']);
      expect([...transitions].map(([id, found]) => [id, found.map((each) => each.id)]).sort()).toEqual([
        ['another', ['x3']],
        ['campaign', ['x1', 'x2']],
      ]);
      const versions = await one.campaigns.termsVersionsOf(['campaign', 'none']);
      expect([...versions].map(([id, found]) => [id, found.map((each) => each.number)])).toEqual([
        ['campaign', [2, 1]],
      ]);
      expect(await one.campaigns.termsVersions('nothing')).toEqual([]);
    });
  });
}
