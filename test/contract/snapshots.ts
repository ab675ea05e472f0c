import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/domain/metrics/snapshot.ts';
import { insert, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

function aSnapshot(over: Partial<Snapshot> & { id: string }): Snapshot {
  return {
    campaignId: 'campaign',
    companyId: 'company',
    kind: 'scheduled',
    at: T0,
    metrics: {
      volunteers: 1,
      volunteersServed: 2,
      beneficiaries: 3,
      beneficiariesServed: 4,
      sessions: 5,
      hours: 60_000,
      sroi: { value: 4.2, people: 4 },
      vis: { value: null, people: 0 },
      outcomes: { language: { value: 0.5, people: 4 } },
      instances: 1,
      activeInstances: 1,
      unit: 'seat',
      consumed: 10_000,
      capacity: 500_000,
      budget: { allocated: null, spent: 0, currency: 'EUR' },
    },
    ...over,
  };
}

export function snapshotsContract(name: string, stores: () => Stores): void {
  describe(`snapshots ${name}`, () => {
    const keep = (...snapshots: Snapshot[]) =>
      stores().one.transactions.commit(snapshots.map((snapshot) => insert('snapshots', snapshot)));
    const four = ['a', 'b', 'c', 'd'].map((id, hour) => aSnapshot({ id, at: T0 + hour }));

    test('are found, listed newest first, and read from an instant on, of their campaign only', async () => {
      const { other } = stores();
      await keep(...four, aSnapshot({ id: 'x', campaignId: 'another', at: T0 + 2 }));
      expect(await other.snapshots.find('b')).toEqual(four[1]);
      expect(await other.snapshots.find('none')).toBeNull();
      const pages = await allPages((cursor) => other.snapshots.list({ campaignId: 'campaign', limit: 3, cursor }));
      expect(pages.map((page) => page.map(({ id }) => id))).toEqual([['d', 'c', 'b'], ['a']]);
      expect(await other.snapshots.since('campaign', T0 + 2)).toEqual([four[2], four[3]]);
    });

    test('the newest up to an instant includes that instant, and is null before the first', async () => {
      const { other } = stores();
      await keep(...four);
      expect((await other.snapshots.newestUntil('campaign', T0 + 2))?.id).toBe('c');
      expect((await other.snapshots.newestUntil('campaign', T0 + 99))?.id).toBe('d');
      expect(await other.snapshots.newestUntil('campaign', T0 - 1)).toBeNull();
    });

    test('of one campaign, hour and kind there is one', async () => {
      await keep(aSnapshot({ id: 'once' }));
      await expect(keep(aSnapshot({ id: 'once', at: T0 + 5 }))).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
        details: { collection: 'snapshots' },
      });
    });

    test('one that was backfilled is listed, and never the newest up to an instant', async () => {
      const { other } = stores();
      const later = aSnapshot({ id: 'e', kind: 'backfilled', at: T0 + 9 });
      await keep(...four, later);
      expect((await other.snapshots.newestUntil('campaign', T0 + 99))?.id).toBe('d');
      expect((await other.snapshots.since('campaign', T0 + 9)).map(({ id }) => id)).toEqual(['e']);
    });

    test('old ones are found by campaign and taken away, final ones are left', async () => {
      const { one, other } = stores();
      const final = aSnapshot({ id: 'f', kind: 'final', campaignId: 'done' });
      await keep(...four, final, aSnapshot({ id: 'x', campaignId: 'another', kind: 'backfilled', at: T0 + 1 }));
      expect((await other.snapshots.campaignsBefore(T0 + 2)).toSorted()).toEqual(['another', 'campaign']);
      const old = await other.snapshots.thinnable('campaign', T0 + 2);
      expect(old).toEqual([
        { id: 'a', at: T0, kind: 'scheduled' },
        { id: 'b', at: T0 + 1, kind: 'scheduled' },
      ]);
      expect(await one.snapshots.remove(['a', 'b', 'none'])).toBe(2);
      expect(await other.snapshots.since('campaign', 0)).toEqual([four[2], four[3]]);
      expect(await other.snapshots.thinnable('done', T0 + 9)).toEqual([]);
    });
  });
}
