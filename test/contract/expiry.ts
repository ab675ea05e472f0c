import { describe, expect, test } from 'vitest';
import { aDecision, aMessage, anAuditEntry, insert, T0 } from './documents.ts';
import type { Stores } from './stores.ts';

export function expiryContract(name: string, stores: () => Stores): void {
  describe(`expiry ${name}`, () => {
    test('what was written before an instant is removed, oldest first, as many as asked for, and counted', async () => {
      const { one } = stores();
      await one.transactions.commit(
        [3, 1, 2, 0].map((at) => insert('audit', anAuditEntry({ id: `a${at}`, at: T0 + at }))),
      );
      const left = async () => (await one.audit.list({ limit: 10, cursor: null })).items.map(({ id }) => id);
      expect(await one.expiry.remove('audit', T0 + 3, 2)).toBe(2);
      expect(await left()).toEqual(['a3', 'a2']);
      expect(await one.expiry.remove('audit', T0 + 3, 2)).toBe(1);
      expect(await one.expiry.remove('audit', T0 + 3, 2)).toBe(0);
      expect(await left()).toEqual(['a3']);
    });

    test('decisions go by when they were made, deliveries by when they were queued', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('alertDecisions', aDecision({ id: 'd', at: T0 })),
        insert('alertMessages', aMessage({ id: 'm', createdAt: T0, nextAttemptAt: T0 + 10 })),
      ]);
      for (const what of ['alertDecisions', 'alertMessages'] as const) {
        expect(await one.expiry.remove(what, T0, 10)).toBe(0);
        expect(await one.expiry.remove(what, T0 + 1, 10)).toBe(1);
      }
    });
  });
}
