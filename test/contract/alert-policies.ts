import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/core/domain/alerting/policy.ts';
import type { Silence } from '../../src/core/domain/alerting/silence.ts';
import { insert, replace, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

function aSilence(over: Partial<Silence> & { id: string }): Silence {
  return {
    version: 1,
    companyId: 'company',
    campaignId: null,
    threshold: null,
    from: T0,
    until: T0 + 1_000,
    reason: 'Moving',
    createdAt: T0,
    createdBy: 'somebody',
    ...over,
  };
}

export function alertPoliciesContract(name: string, stores: () => Stores): void {
  describe(`alert policies ${name}`, () => {
    test('are there as they were written last, or not at all', async () => {
      const { one, other } = stores();
      const document = { id: 'campaigns/c', version: 1, companyId: 'company', policy: DEFAULT_POLICY };
      expect(await one.alertPolicies.find('campaigns/c')).toBeNull();
      await one.transactions.commit([insert('alertPolicies', document)]);
      expect(await other.alertPolicies.find('campaigns/c')).toEqual(document);
      await one.transactions.commit([replace('alertPolicies', { ...document, policy: null })]);
      expect(await other.alertPolicies.find('campaigns/c')).toEqual({ ...document, version: 2, policy: null });
    });
  });

  describe(`silences ${name}`, () => {
    test('come newest first, page after page, by company and campaign', async () => {
      const { one, other } = stores();
      const silences = ['a', 'b', 'c'].map((id, index) => aSilence({ id, createdAt: T0 + (index >> 1) }));
      await one.transactions.commit(
        [...silences, aSilence({ id: 'x', companyId: 'another' }), aSilence({ id: 'y', campaignId: 'c' })].map(
          (silence) => insert('silences', silence),
        ),
      );
      const pages = await allPages((cursor) => other.silences.list({ companyId: 'company', limit: 2, cursor }));
      expect(pages.map((page) => page.map(({ id }) => id))).toEqual([
        ['c', 'y'],
        ['b', 'a'],
      ]);
      const own = await other.silences.list({ campaignId: 'c', limit: 10, cursor: null });
      expect(own.items.map(({ id }) => id)).toEqual(['y']);
      expect(await other.silences.find('a')).toEqual(silences[0]);
      expect(await other.silences.find('nobody')).toBeNull();
    });

    test('last until their end and not at it', async () => {
      const { one, other } = stores();
      const silences = [aSilence({ id: 'a', until: T0 + 1 }), aSilence({ id: 'b', companyId: 'another' })];
      await one.transactions.commit(silences.map((silence) => insert('silences', silence)));
      expect((await other.silences.lasting('company', T0)).map(({ id }) => id)).toEqual(['a']);
      expect(await other.silences.lasting('company', T0 + 1)).toEqual([]);
    });
  });
}
