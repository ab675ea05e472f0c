import { describe, expect, test } from 'vitest';
import { anActivity } from '../core/activity/world.ts';
import { aCampaign, aGroup, anInstance, insert, SEAT_TERMS, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

const idsOf = (pages: readonly (readonly { id: string }[])[]) => pages.map((page) => page.map(({ id }) => id));

export function activitiesContract(name: string, stores: () => Stores): void {
  describe(`activities ${name}`, () => {
    const write = (...activities: ReturnType<typeof anActivity>[]) =>
      stores().one.transactions.commit(activities.map((activity) => insert('activities', activity)));

    test('are there as they were written, each id once', async () => {
      const { one, other } = stores();
      const [a, b] = [anActivity({ id: 'a', hours: 15_000, tags: ['x'] }), anActivity({ id: 'b' })];
      await write(a, b);
      expect(await other.activities.find('a')).toEqual(a);
      expect(await other.activities.find('none')).toBeNull();
      expect(await other.activities.byIds(['b', 'none', 'a'])).toEqual(
        new Map([
          ['a', a],
          ['b', b],
        ]),
      );
      const again = one.transactions.commit([insert('activities', anActivity({ id: 'c' })), insert('activities', a)]);
      await expect(again).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: { collection: 'activities' } });
      expect(await other.activities.find('c')).toBeNull();
    });

    test('come newest first, page after page, by state, company and campaign', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      await write(
        ...ids.map((id, at) => anActivity({ id, occurredAt: T0 + (at >> 1) })),
        anActivity({ id: 'x', campaignId: 'another', state: 'review' }),
        anActivity({ id: 'y', companyId: 'another' }),
      );
      const query = { campaignId: 'a', companyId: 'company', state: 'linked' as const, limit: 2 };
      const pages = await allPages((cursor) => stores().other.activities.list({ ...query, cursor }));
      expect(idsOf(pages)).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
      const reviewed = await stores().other.activities.list({ state: 'review', limit: 9, cursor: null });
      expect(reviewed.items.map(({ id }) => id)).toEqual(['x']);
    });

    test('that wait for people come oldest first, and are counted', async () => {
      await write(
        anActivity({ id: 'a', attention: 'review', recordedAt: T0 + 2 }),
        anActivity({ id: 'b', attention: 'review', recordedAt: T0 + 1 }),
        anActivity({ id: 'c', attention: 'review', recordedAt: T0 + 1 }),
        anActivity({ id: 'd', attention: 'refused', recordedAt: T0 }),
        anActivity({ id: 'e', recordedAt: T0 }),
      );
      const { activities } = stores().other;
      const pages = await allPages((cursor) => activities.list({ attention: 'review', limit: 2, cursor }));
      expect(idsOf(pages)).toEqual([['b', 'c'], ['a']]);
      expect(await activities.countAttention('review')).toBe(3);
      expect(await activities.countAttention('refused')).toBe(1);
    });

    test('add up to what is linked to a campaign', async () => {
      const { activities } = stores().other;
      expect(await activities.totals('a')).toEqual({ activities: 0, sessions: 0, hours: 0, refused: 0 });
      await write(
        anActivity({ id: 'a', hours: 15_001 }),
        anActivity({ id: 'b', kind: 'match', hours: 4_999 }),
        anActivity({ id: 'c', attention: 'refused' }),
        anActivity({ id: 'd', state: 'review', hours: 10_000 }),
        anActivity({ id: 'e', campaignId: 'another', hours: 10_000 }),
      );
      expect(await activities.totals('a')).toEqual({ activities: 3, sessions: 2, hours: 20_000, refused: 1 });
    });

    test('are held against campaigns that take them, with their groups’ tags and their open cohorts', async () => {
      const { one, other } = stores();
      const campaign = (id: string, over = {}) =>
        aCampaign({ id, status: 'active', startDate: '2026-01-10', endDate: '2026-02-10', ...over });
      await one.transactions.commit([
        insert('beneficiaryGroups', aGroup({ id: 'group', tags: ['x', 'y'] })),
        insert('campaigns', campaign('b', { beneficiaryGroupId: 'group', terms: SEAT_TERMS })),
        insert('campaigns', campaign('a', { status: 'completed' })),
        insert('campaigns', campaign('planned', { status: 'planned' })),
        insert('campaigns', campaign('foreign', { companyId: 'another' })),
        insert('campaigns', campaign('over', { endDate: '2026-01-19' })),
        insert('instances', anInstance({ id: 'i1', campaignId: 'b', status: 'active' })),
        insert('instances', anInstance({ id: 'i2', campaignId: 'b', status: 'completed' })),
      ]);
      const companyIds = ['company'];
      const found = await other.activities.candidates({ companyIds, days: { from: '2026-01-20', to: '2026-01-20' } });
      const common = { companyId: 'company', startDate: '2026-01-10', endDate: '2026-02-10', debits: false };
      const cohort = { id: 'i1', startDate: '2026-01-01', endDate: '2026-03-31', createdAt: T0 };
      expect(found).toEqual([
        expect.objectContaining({ ...common, campaignId: 'a', status: 'completed', groupTags: [], cohorts: [] }),
        expect.objectContaining({ ...common, campaignId: 'b', groupTags: ['x', 'y'], cohorts: [cohort] }),
      ]);
      expect((await other.activities.candidates({ companyIds })).map(({ campaignId }) => campaignId)).toEqual([
        'a',
        'b',
        'over',
      ]);
    });

    test('that are filled in from a file keep how far it is', async () => {
      const { one, other } = stores();
      const counts = { linked: 1, review: 2, unmatched: 3, known: 4, refused: 5 };
      const state = { records: 15, offset: 900, reported: 40, counts, startedAt: T0, updatedAt: T0 };
      await one.transactions.commit([insert('activityBackfills', { id: 'file', version: 1, ...state })]);
      expect(await other.activities.findBackfill('file')).toEqual({ id: 'file', version: 1, ...state });
      expect(await other.activities.findBackfill('another')).toBeNull();
    });
  });
}
