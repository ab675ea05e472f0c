import { describe, expect, test } from 'vitest';
import { aDecision, aMessage, anAuditEntry, anOutboxItem, insert, T0 } from './documents.ts';
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

    test('of the outbox goes what was delivered, by when it was; what waits or failed stays however old it is', async () => {
      const { one } = stores();
      const queue = 'billing' as const;
      await one.transactions.commit([
        insert('outbox', anOutboxItem({ id: 'delivered', queue, state: 'delivered', deliveredAt: T0 + 5 })),
        insert('outbox', anOutboxItem({ id: 'own', state: 'delivered', deliveredAt: T0 + 6 })),
        insert('outbox', anOutboxItem({ id: 'dead', queue, state: 'dead' })),
        insert('outbox', anOutboxItem({ id: 'waits' })),
      ]);
      const left = async () => (await one.outbox.list({ limit: 10, cursor: null })).items.map(({ id }) => id).sort();
      expect(await one.expiry.remove('outbox', T0 + 5, 10)).toBe(0);
      expect(await one.expiry.remove('outbox', T0 + 6, 10)).toBe(1);
      expect(await left()).toEqual(['dead', 'own', 'waits']);
      expect(await one.expiry.remove('outbox', Number.MAX_SAFE_INTEGER, 10)).toBe(1);
      expect(await left()).toEqual(['dead', 'waits']);
    });
  });
}
