import type { DueAccounts } from '../../ports/due-accounts.ts';

export function createMemoryDueAccounts(): DueAccounts {
  const times = new Map<string, number>();
  return {
    async bringForward(accounts) {
      for (const { accountId, dueAt } of accounts) {
        times.set(accountId, Math.min(dueAt, times.get(accountId) ?? Number.MAX_SAFE_INTEGER));
      }
    },
    async due(at, limit) {
      const due = [...times].flatMap(([accountId, dueAt]) => (dueAt <= at ? [{ accountId, dueAt }] : []));
      return due.sort((a, b) => a.dueAt - b.dueAt).slice(0, limit);
    },
    async settled({ accountId, dueAt }, next) {
      if (times.get(accountId) !== dueAt) return;
      if (next === null) times.delete(accountId);
      else times.set(accountId, next);
    },
  };
}
