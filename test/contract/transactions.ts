import { describe, expect, test } from 'vitest';
import { DomainError } from '../../src/core/domain/shared/errors.ts';
import {
  aCampaign,
  aCompany,
  anAuditEntry,
  aReceipt,
  aTermsVersion,
  aTransition,
  insert,
  replace,
  SEAT_TERMS,
} from './documents.ts';
import type { Stores } from './stores.ts';

export function transactionsContract(name: string, stores: () => Stores): void {
  describe(`transactions ${name}`, () => {
    test('a document comes back as it was written, with its nulls, nested values and odd keys', async () => {
      const { one, other } = stores();
      const campaign = aCampaign({
        id: 'c1',
        tags: ['a', 'ü 😀'],
        terms: SEAT_TERMS,
        config: { $set: 1, 'a.b': { $ne: [null, 0.1, { deep: {} }] }, empty: [], big: 9_007_199_254_740_991 },
      });

      await one.transactions.commit([insert('campaigns', campaign)]);

      expect(await other.campaigns.find('c1')).toEqual(campaign);
    });

    test('what was read cannot be changed behind the back of the store', async () => {
      const { one } = stores();
      const tags = ['kept'];
      await one.transactions.commit([insert('companies', aCompany({ id: 'a', tags }))]);
      tags.push('added later');

      expect((await one.companies.find('a'))?.tags).toEqual(['kept']);
    });

    test('nothing to write is nothing done', async () => {
      await expect(stores().one.transactions.commit([])).resolves.toBeUndefined();
    });

    test('a replacement at the version that was read takes its place', async () => {
      const { one } = stores();
      const company = aCompany({ id: 'a', name: 'Before' });
      await one.transactions.commit([insert('companies', company)]);

      await one.transactions.commit([replace('companies', { ...company, name: 'After' })]);

      expect(await one.companies.find('a')).toMatchObject({ name: 'After', version: 2 });
    });

    test('a replacement of an older version is refused and names the collection', async () => {
      const { one } = stores();
      const company = aCompany({ id: 'a' });
      await one.transactions.commit([insert('companies', company)]);
      await one.transactions.commit([replace('companies', { ...company, name: 'First' })]);

      const late = one.transactions.commit([replace('companies', { ...company, name: 'Late' })]);

      await expect(late).rejects.toMatchObject({
        kind: 'version_mismatch',
        code: 'VERSION_MISMATCH',
        details: { collection: 'companies' },
      });
      expect((await one.companies.find('a'))?.name).toBe('First');
    });

    test('a replacement or a deletion of what is not there is refused', async () => {
      const { transactions } = stores().one;

      await expect(transactions.commit([replace('companies', aCompany({ id: 'gone' }))])).rejects.toMatchObject({
        code: 'VERSION_MISMATCH',
      });
      await expect(
        transactions.commit([{ op: 'delete', collection: 'companies', id: 'gone', ifVersion: 1 }]),
      ).rejects.toMatchObject({ code: 'VERSION_MISMATCH' });
    });

    test('a replacement that does not raise the version by one is a mistake', async () => {
      const { one } = stores();
      const company = aCompany({ id: 'a' });
      await one.transactions.commit([insert('companies', company)]);

      const same = one.transactions.commit([
        { op: 'replace', collection: 'companies', document: company, ifVersion: company.version },
      ]);

      await expect(same).rejects.toBeInstanceOf(TypeError);
    });

    test('a deletion holds only at the version that was read', async () => {
      const { one } = stores();
      await one.transactions.commit([insert('campaigns', aCampaign({ id: 'c1', version: 3 }))]);

      const stale = one.transactions.commit([{ op: 'delete', collection: 'campaigns', id: 'c1', ifVersion: 2 }]);
      await expect(stale).rejects.toMatchObject({ code: 'VERSION_MISMATCH' });
      expect(await one.campaigns.find('c1')).not.toBeNull();

      await one.transactions.commit([{ op: 'delete', collection: 'campaigns', id: 'c1', ifVersion: 3 }]);
      expect(await one.campaigns.find('c1')).toBeNull();
      expect((await one.campaigns.list({ limit: 10, cursor: null })).items).toEqual([]);
    });

    test('an id that stands already is refused and the first document stays', async () => {
      const { one, other } = stores();
      await one.transactions.commit([insert('receipts', aReceipt({ id: 'key', result: 'first' }))]);

      const again = other.transactions.commit([insert('receipts', aReceipt({ id: 'key', result: 'second' }))]);

      await expect(again).rejects.toMatchObject({
        kind: 'conflict',
        code: 'ALREADY_EXISTS',
        details: { collection: 'receipts' },
      });
      expect((await one.receipts.find('key'))?.result).toBe('first');
    });

    test('a unique key that stands already is refused under another id', async () => {
      const { one } = stores();
      await one.transactions.commit([insert('termsVersions', aTermsVersion({ id: 't1', number: 1 }))]);
      await one.transactions.commit([insert('termsVersions', aTermsVersion({ id: 't2', number: 2 }))]);

      await expect(
        one.transactions.commit([insert('termsVersions', aTermsVersion({ id: 't3', number: 2 }))]),
      ).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: { collection: 'termsVersions' } });
    });

    test('of writes to several collections all stand or none, whichever fails', async () => {
      const { one } = stores();
      const campaign = aCampaign({ id: 'c1' });
      await one.transactions.commit([insert('campaigns', campaign), insert('receipts', aReceipt({ id: 'taken' }))]);

      const commit = one.transactions.commit([
        replace('campaigns', { ...campaign, name: 'Changed', status: 'planned' }),
        insert('transitions', aTransition({ id: 't1', campaignId: 'c1' })),
        insert('audit', anAuditEntry({ id: 'a1' })),
        insert('receipts', aReceipt({ id: 'taken' })),
      ]);

      await expect(commit).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: { collection: 'receipts' } });
      expect(await one.campaigns.find('c1')).toEqual(campaign);
      expect(await one.campaigns.transitions('c1')).toEqual([]);
      expect((await one.audit.list({ limit: 10, cursor: null })).items).toEqual([]);
      const planned = await one.campaigns.list({ limit: 10, cursor: null, statuses: ['planned'] });
      expect(planned.items).toEqual([]);
    });

    test('of several documents of one collection all stand or none', async () => {
      const { one } = stores();
      await one.transactions.commit([insert('companies', aCompany({ id: 'b' }))]);

      const twice = one.transactions.commit(['a', 'b', 'c'].map((id) => insert('companies', aCompany({ id }))));

      await expect(twice).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: { collection: 'companies' } });
      expect(await one.companies.find('a')).toBeNull();
      await one.transactions.commit(['a', 'c'].map((id) => insert('companies', aCompany({ id }))));
      expect([await one.companies.find('a'), await one.companies.find('c')]).not.toContain(null);
    });

    test('writes happen in the order given', async () => {
      const { one } = stores();
      const company = aCompany({ id: 'a', name: 'One' });

      await one.transactions.commit([
        insert('companies', company),
        replace('companies', { ...company, name: 'Two' }),
        replace('companies', { ...company, version: 2, name: 'Three' }),
      ]);

      expect(await one.companies.find('a')).toMatchObject({ name: 'Three', version: 3 });
    });

    test('of many that replace the same version at once exactly one wins, alone and with company', async () => {
      const { one, other } = stores();
      const company = aCompany({ id: 'a' });
      await one.transactions.commit([insert('companies', company)]);

      const attempts = Array.from({ length: 12 }, (_, at) => {
        const write = replace('companies', { ...company, name: `Writer ${at}` });
        const audit = insert('audit', anAuditEntry({ id: `audit-${at}` }));
        return (at % 2 ? one : other).transactions.commit(at % 3 ? [write, audit] : [write]);
      });
      const outcomes = await Promise.allSettled(attempts);

      const winners = outcomes.flatMap(({ status }, at) => (status === 'fulfilled' ? [at] : []));
      expect(winners).toHaveLength(1);
      const refusals = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
      expect(refusals.every((reason) => reason instanceof DomainError && reason.code === 'VERSION_MISMATCH')).toBe(
        true,
      );
      expect(await one.companies.find('a')).toMatchObject({ name: `Writer ${winners[0]}`, version: 2 });
      const audits = await one.audit.list({ limit: 100, cursor: null });
      expect(audits.items).toHaveLength((winners[0] ?? 0) % 3 ? 1 : 0);
    });

    test('of many that insert the same receipt at once exactly one has its effects', async () => {
      const { one, other } = stores();

      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, (_, at) =>
          (at % 2 ? one : other).transactions.commit([
            insert('companies', aCompany({ id: `company-${at}` })),
            insert('receipts', aReceipt({ id: 'same' })),
          ]),
        ),
      );

      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refusals = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
      expect(refusals.map(({ code }) => code)).toEqual(Array(9).fill('ALREADY_EXISTS'));
      expect((await one.companies.list({ limit: 100, cursor: null })).items).toHaveLength(1);
    });
  });
}
