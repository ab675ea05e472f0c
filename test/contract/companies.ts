import { describe, expect, test } from 'vitest';
import { aCompany, aSubscription, insert } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

export function companiesContract(name: string, stores: () => Stores): void {
  describe(`companies ${name}`, () => {
    test('a company comes back whole, and one that is not there is null', async () => {
      const { one } = stores();
      const contacts = [{ name: 'A contact', email: 'contact@example.org', role: 'billing' as const }];
      const company = aCompany({ id: 'a', tags: ['x'], contacts });
      await one.transactions.commit([insert('companies', company)]);

      expect(await one.companies.find('a')).toEqual(company);
      expect(await one.companies.find('b')).toBeNull();
    });

    test('companies are listed by name, searched and paged', async () => {
      const { one } = stores();
      const names = ['Delta', 'alpha', 'Charlie', 'bravo', 'Echo'];
      await one.transactions.commit(names.map((each) => insert('companies', aCompany({ id: each, name: each }))));

      const pages = await allPages((cursor) => one.companies.list({ limit: 2, cursor }));
      const found = await one.companies.list({ limit: 10, cursor: null, q: 'CH' });

      expect(pages.map((items) => items.map(({ id }) => id))).toEqual([
        ['alpha', 'bravo'],
        ['Charlie', 'Delta'],
        ['Echo'],
      ]);
      expect(found.items.map(({ id }) => id)).toEqual(['Charlie', 'Echo']);
      await expect(one.companies.list({ limit: 2, cursor: 'forged' })).rejects.toMatchObject({
        code: 'INVALID_CURSOR',
      });
    });

    test('subscriptions are listed by name, of one company or of all', async () => {
      const { one } = stores();
      const shares = { campaign: { share: 6_000, capacity: 60 } };
      const subscription = aSubscription({ id: '1', name: 'B', companyId: 'x', shares });
      await one.transactions.commit([
        insert('subscriptions', subscription),
        insert('subscriptions', aSubscription({ id: '2', name: 'a', companyId: 'y' })),
      ]);
      const page = { limit: 10, cursor: null };

      expect(await one.companies.findSubscription('1')).toEqual(subscription);
      expect(await one.companies.findSubscription('3')).toBeNull();
      expect((await one.companies.listSubscriptions(page)).items.map(({ id }) => id)).toEqual(['2', '1']);
      expect((await one.companies.listSubscriptions({ ...page, companyId: 'x' })).items).toEqual([subscription]);
    });
  });
}
