import { describe, expect, test } from 'vitest';
import type { Spending } from '../../src/core/domain/spending/spending.ts';
import { insert, replace, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

function anEntry(over: Partial<Spending> & { id: string }): Spending {
  return {
    campaignId: 'campaign',
    companyId: 'company',
    amount: 100,
    currency: 'EUR',
    occurredAt: T0,
    recordedAt: T0,
    actor: 'somebody',
    spentAfter: 100,
    noteId: null,
    ...over,
  };
}

export function spendingContract(name: string, stores: () => Stores): void {
  describe(`spending ${name}`, () => {
    test('comes newest first, page after page, a campaign’s own only', async () => {
      const { one, other } = stores();
      const entries = ['a', 'b', 'c', 'd', 'e'].map((id, index) => anEntry({ id, recordedAt: T0 + (index >> 1) }));
      await one.transactions.commit(
        [...entries, anEntry({ id: 'x', campaignId: 'another' })].map((entry) => insert('spending', entry)),
      );
      const pages = await allPages((cursor) => other.spending.list({ campaignId: 'campaign', limit: 2, cursor }));
      expect(pages.map((page) => page.map(({ id }) => id))).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
      expect(pages[2]?.[0]).toEqual(entries[0]);
      const newest = async (at: number) => (await other.spending.newestUntil('campaign', at))?.id ?? null;
      expect([await newest(T0 - 1), await newest(T0), await newest(T0 + 1), await newest(T0 + 9)]).toEqual([
        null,
        'b',
        'd',
        'e',
      ]);
    });
  });

  describe(`impacts ${name}`, () => {
    test('are there as they were written last, or not at all', async () => {
      const { one, other } = stores();
      const impact = {
        id: 'campaign',
        version: 1,
        companyId: 'company',
        sroi: { value: 4.2, people: 96 },
        vis: { value: null, people: 0 },
        updatedAt: T0,
      };
      expect(await one.impacts.find('campaign')).toBeNull();
      await one.transactions.commit([insert('campaignImpacts', impact)]);
      await one.transactions.commit([replace('campaignImpacts', { ...impact, updatedAt: T0 + 1 })]);
      expect(await other.impacts.find('campaign')).toEqual({ ...impact, version: 2, updatedAt: T0 + 1 });
    });
  });
}
