import { describe, expect, test } from 'vitest';
import { anOutboxItem, insert, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

export function outboxContract(name: string, stores: () => Stores): void {
  describe(`outbox ${name}`, () => {
    test('due work is pending and its time has come, oldest first', async () => {
      const { one } = stores();
      const items = [
        anOutboxItem({ id: 'later', nextAttemptAt: T0 + 11 }),
        anOutboxItem({ id: 'second', nextAttemptAt: T0 + 10 }),
        anOutboxItem({ id: 'first', nextAttemptAt: T0 }),
        anOutboxItem({ id: 'done', state: 'delivered' }),
        anOutboxItem({ id: 'dead', state: 'dead' }),
      ];
      await one.transactions.commit(items.map((item) => insert('outbox', item)));

      expect((await one.outbox.due(T0 + 10, 10)).map(({ id }) => id)).toEqual(['first', 'second']);
      expect((await one.outbox.due(T0 + 10, 1)).map(({ id }) => id)).toEqual(['first']);
      expect(await one.outbox.due(T0 - 1, 10)).toEqual([]);
      expect(await one.outbox.find('later')).toEqual(items[0]);
      expect(await one.outbox.find('nothing')).toBeNull();
    });

    test('the list shows the newest first, by state and campaign', async () => {
      const { one } = stores();
      await one.transactions.commit(
        ['a', 'b', 'c', 'd', 'e'].map((id, at) =>
          insert(
            'outbox',
            anOutboxItem({
              id,
              createdAt: T0 + Math.floor(at / 2),
              state: at % 2 ? 'dead' : 'pending',
              campaignId: at > 2 ? 'x' : 'y',
            }),
          ),
        ),
      );

      const pages = await allPages((cursor) => one.outbox.list({ limit: 2, cursor }));
      const dead = await one.outbox.list({ limit: 10, cursor: null, state: 'dead', campaignId: 'x' });

      expect(pages.flat().map(({ id }) => id)).toEqual(['e', 'd', 'c', 'b', 'a']);
      expect(dead.items.map(({ id }) => id)).toEqual(['d']);
    });
  });
}
