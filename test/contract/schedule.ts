import { describe, expect, test } from 'vitest';
import { aScheduledAction, insert, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

const ids = (actions: readonly { id: string }[]) => actions.map(({ id }) => id);

export function scheduleContract(name: string, stores: () => Stores): void {
  describe(`schedule ${name}`, () => {
    test('due actions are pending and their time has come, oldest first', async () => {
      const { one } = stores();
      const actions = [
        aScheduledAction({ id: 'later', dueAt: T0 + 11 }),
        aScheduledAction({ id: 'second', dueAt: T0 + 10 }),
        aScheduledAction({ id: 'first', dueAt: T0 }),
        aScheduledAction({ id: 'done', outcome: 'done' }),
        aScheduledAction({ id: 'cancelled', outcome: 'cancelled' }),
      ];
      await one.transactions.commit(actions.map((action) => insert('scheduledActions', action)));

      expect(ids(await one.schedule.due(T0 + 10, 10))).toEqual(['first', 'second']);
      expect(ids(await one.schedule.due(T0 + 10, 1))).toEqual(['first']);
      expect(await one.schedule.due(T0 - 1, 10)).toEqual([]);
      expect(await one.schedule.find('later')).toEqual(actions[0]);
      expect(await one.schedule.find('nothing')).toBeNull();
    });

    test('what is pending of a campaign leaves out what ended and what is of others', async () => {
      const { one } = stores();
      const actions = [
        aScheduledAction({ id: 'b', dueAt: T0 + 2 }),
        aScheduledAction({ id: 'a', dueAt: T0 + 1 }),
        aScheduledAction({ id: 'ended', outcome: 'failed' }),
        aScheduledAction({ id: 'other', campaignId: 'other' }),
      ];
      await one.transactions.commit(actions.map((action) => insert('scheduledActions', action)));

      expect(ids(await one.schedule.pending('campaign'))).toEqual(['a', 'b']);
    });

    test('the list is by due time and filters by company, campaign, state and time', async () => {
      const { one } = stores();
      const actions = [
        aScheduledAction({ id: 'd', dueAt: T0 + 1, campaignId: 'x' }),
        aScheduledAction({ id: 'c', dueAt: T0 + 1, campaignId: 'x', outcome: 'done' }),
        aScheduledAction({ id: 'b', dueAt: T0, companyId: 'foreign' }),
        aScheduledAction({ id: 'a', dueAt: T0 + 9 }),
      ];
      await one.transactions.commit(actions.map((action) => insert('scheduledActions', action)));
      const all = { limit: 10, cursor: null };

      const pages = await allPages((cursor) => one.schedule.list({ limit: 1, cursor }));
      expect(ids(pages.flat())).toEqual(['b', 'c', 'd', 'a']);
      expect(ids((await one.schedule.list({ ...all, companyId: 'foreign' })).items)).toEqual(['b']);
      expect(ids((await one.schedule.list({ ...all, campaignId: 'x' })).items)).toEqual(['c', 'd']);
      expect(ids((await one.schedule.list({ ...all, campaignId: 'x', pending: true })).items)).toEqual(['d']);
      expect(ids((await one.schedule.list({ ...all, until: T0 + 1 })).items)).toEqual(['b', 'c', 'd']);
    });
  });
}
