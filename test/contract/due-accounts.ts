import { describe, expect, test } from 'vitest';
import type { Stores } from './stores.ts';

export function dueAccountsContract(name: string, stores: () => Stores): void {
  describe(`due accounts ${name}`, () => {
    test('an account is due at its earliest time, longest due first', async () => {
      const { one, other } = stores();
      await one.dueAccounts.bringForward([
        { accountId: 'a', dueAt: 30 },
        { accountId: 'b', dueAt: 20 },
      ]);
      await other.dueAccounts.bringForward([{ accountId: 'a', dueAt: 10 }]);
      await one.dueAccounts.bringForward([{ accountId: 'a', dueAt: 40 }]);

      expect(await one.dueAccounts.due(9, 10)).toEqual([]);
      expect(await one.dueAccounts.due(25, 10)).toEqual([
        { accountId: 'a', dueAt: 10 },
        { accountId: 'b', dueAt: 20 },
      ]);
      expect(await one.dueAccounts.due(25, 1)).toHaveLength(1);
    });

    test('what is settled is due again at its next time, or not at all', async () => {
      const { one } = stores();
      await one.dueAccounts.bringForward([
        { accountId: 'a', dueAt: 10 },
        { accountId: 'b', dueAt: 10 },
      ]);
      await one.dueAccounts.settled({ accountId: 'a', dueAt: 10 }, 50);
      await one.dueAccounts.settled({ accountId: 'b', dueAt: 10 }, null);

      expect(await one.dueAccounts.due(100, 10)).toEqual([{ accountId: 'a', dueAt: 50 }]);
    });

    test('a time brought forward meanwhile is kept', async () => {
      const { one, other } = stores();
      await one.dueAccounts.bringForward([{ accountId: 'a', dueAt: 10 }]);
      await other.dueAccounts.bringForward([{ accountId: 'a', dueAt: 5 }]);
      await one.dueAccounts.settled({ accountId: 'a', dueAt: 10 }, null);

      expect(await one.dueAccounts.due(100, 10)).toEqual([{ accountId: 'a', dueAt: 5 }]);
    });
  });
}
