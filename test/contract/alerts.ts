import { describe, expect, test } from 'vitest';
import { aDecision, aMessage, anAlert, aWindow, insert, replace, T0 } from './documents.ts';
import { allPages, type Stores } from './stores.ts';

export function alertsContract(name: string, stores: () => Stores): void {
  describe(`alerts ${name}`, () => {
    test('an alert comes back as it was raised, and an unknown one is null', async () => {
      const { one } = stores();
      await one.transactions.commit([insert('alerts', anAlert({ id: 'e1' }))]);

      expect(await one.alerts.find('e1')).toEqual(anAlert({ id: 'e1' }));
      expect(await one.alerts.find('e2')).toBeNull();
    });

    test('alerts are listed newest first, filtered and paged', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('alerts', anAlert({ id: '1', raisedAt: T0, campaignId: 'x', companyId: 'p' })),
        insert('alerts', anAlert({ id: '2', raisedAt: T0 + 1, severity: 'error', companyId: 'q' })),
        insert('alerts', anAlert({ id: '3', raisedAt: T0 + 1, state: 'resolved', companyId: 'p' })),
      ]);
      const ids = async (filter: object) =>
        (await one.alerts.list({ limit: 10, cursor: null, ...filter })).items.map(({ id }) => id);

      const pages = await allPages((cursor) => one.alerts.list({ limit: 1, cursor }));
      expect(pages.map(([alert]) => alert?.id)).toEqual(['3', '2', '1']);
      expect(await ids({ companyId: 'p' })).toEqual(['3', '1']);
      expect(await ids({ campaignId: 'x' })).toEqual(['1']);
      expect(await ids({ severity: 'error' })).toEqual(['2']);
      expect(await ids({ state: 'resolved' })).toEqual(['3']);
      expect(await ids({ state: 'raised', companyId: 'q' })).toEqual(['2']);
    });

    test('open alerts are counted, listed by campaign, and found by the entry that resolved them', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('alerts', anAlert({ id: '1', raisedAt: T0 + 2 })),
        insert('alerts', anAlert({ id: '2', raisedAt: T0 + 1, state: 'acknowledged', companyId: 'q' })),
        insert('alerts', anAlert({ id: '3', state: 'resolved', resolvedEntryId: 'r' })),
        insert('alerts', anAlert({ id: '4', campaignId: 'another', companyId: 'q' })),
      ]);

      expect((await one.alerts.unresolved('campaign')).map(({ id }) => id)).toEqual(['2', '1']);
      expect(await one.alerts.countRaised(null)).toBe(2);
      expect(await one.alerts.countRaised('q')).toBe(1);
      expect(await one.alerts.countRaised('nobody')).toBe(0);
      expect((await one.alerts.resolvedBy('r')).map(({ id }) => id)).toEqual(['3']);
      expect(await one.alerts.resolvedBy('nothing')).toEqual([]);
    });

    test('decisions of an alert are told oldest first', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('alertDecisions', aDecision({ id: 'd3', at: T0 + 1 })),
        insert('alertDecisions', aDecision({ id: 'd2', at: T0 })),
        insert('alertDecisions', aDecision({ id: 'd1', at: T0, alertId: 'another' })),
      ]);

      expect((await one.alerts.decisions('alert')).map(({ id }) => id)).toEqual(['d2', 'd3']);
    });

    test('windows are found by campaign, and those that have ended while an alert is raised, earliest first', async () => {
      const { one } = stores();
      const at80 = aWindow({ campaignId: 'x', threshold: 80, windowEndsAt: T0 + 2 });
      const at90 = aWindow({ campaignId: 'x', threshold: 90, windowEndsAt: T0 + 1 });
      await one.transactions.commit([
        insert('alertWindows', at80),
        insert('alertWindows', at90),
        insert('alertWindows', aWindow({ campaignId: 'y', threshold: 80, alertId: null })),
        insert('alertWindows', aWindow({ campaignId: 'z', threshold: 80, windowEndsAt: T0 + 3 })),
      ]);

      expect(await one.alerts.windows('x')).toEqual(
        new Map([
          [80, at80],
          [90, at90],
        ]),
      );
      expect(await one.alerts.windows('nothing')).toEqual(new Map());
      expect(await one.alerts.endedWindows(T0 + 2, 10)).toEqual([at90, at80]);
      expect(await one.alerts.endedWindows(T0 + 2, 1)).toEqual([at90]);

      await one.transactions.commit([replace('alertWindows', { ...at90, alertId: null })]);
      expect(await one.alerts.endedWindows(T0 + 2, 10)).toEqual([at80]);
    });

    test('every message of an alert is told, whatever became of it, and none of another', async () => {
      const { one } = stores();
      const own = [
        aMessage({ id: 'm1', alertId: 'a1' }),
        aMessage({ id: 'm2', alertId: 'a1', state: 'delivered', deliveredAt: T0 }),
      ];
      const others = [aMessage({ id: 'm3', alertId: 'a2' }), aMessage({ id: 'm4', alertId: null })];
      await one.transactions.commit([...own, ...others].map((message) => insert('alertMessages', message)));

      const found = await one.alerts.messages('a1');
      expect(found.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(own);
      expect(await one.alerts.messages('nothing')).toEqual([]);
    });

    test('messages are listed newest first, filtered and paged, and found by id', async () => {
      const { one } = stores();
      const dead = aMessage({ id: 'm2/email', createdAt: T0 + 1, state: 'dead', companyId: 'p', lastError: 'timeout' });
      await one.transactions.commit([
        insert('alertMessages', aMessage({ id: 'm1', campaignId: 'x' })),
        insert('alertMessages', dead),
        insert('alertMessages', aMessage({ id: 'm3', createdAt: T0 + 1, channel: 'webhook', target: 'hook' })),
      ]);
      const ids = async (filter: object) =>
        (await one.alerts.listMessages({ limit: 10, cursor: null, ...filter })).items.map(({ id }) => id);

      const pages = await allPages((cursor) => one.alerts.listMessages({ limit: 1, cursor }));
      expect(pages.map(([message]) => message?.id)).toEqual(['m3', 'm2/email', 'm1']);
      expect(await ids({ state: 'dead' })).toEqual(['m2/email']);
      expect(await ids({ channel: 'webhook' })).toEqual(['m3']);
      expect(await ids({ campaignId: 'x' })).toEqual(['m1']);
      expect(await ids({ companyId: 'p' })).toEqual(['m2/email']);
      expect(await one.alerts.message('m2/email')).toEqual(dead);
      expect(await one.alerts.message('nothing')).toBeNull();
    });

    test('alerts are filtered by kind, and companies get none that could tell of one person', async () => {
      const { one } = stores();
      const performance = (id: string, people: number) =>
        anAlert({ id, kind: 'performance', threshold: null, companyId: 'p', measure: { value: 1.8, people } });
      await one.transactions.commit([
        insert('alerts', anAlert({ id: '1', companyId: 'p' })),
        insert('alerts', performance('2', 4)),
        insert('alerts', performance('3', 5)),
        insert('alerts', anAlert({ id: '4', kind: 'budget', threshold: null, companyId: 'p' })),
      ]);
      const ids = async (filter: object) =>
        (await one.alerts.list({ limit: 10, cursor: null, ...filter })).items.map(({ id }) => id).toSorted();

      expect(await ids({ kind: 'performance' })).toEqual(['2', '3']);
      expect(await ids({ kind: 'capacity' })).toEqual(['1']);
      expect(await ids({ forCompany: true })).toEqual(['1', '3', '4']);
      expect(await one.alerts.countRaised('p')).toBe(3);
      expect(await one.alerts.countRaised(null)).toBe(4);
    });

    test('the watch of a bar comes back as it was written last', async () => {
      const { one } = stores();
      const watch = { id: 'x/budget', version: 1, campaignId: 'x', companyId: 'p', kind: 'budget' as const };
      await one.transactions.commit([insert('alertWatches', { ...watch, armed: false, crossings: 1 })]);

      expect(await one.alerts.watch('x', 'budget')).toEqual({ ...watch, armed: false, crossings: 1 });
      expect(await one.alerts.watch('x', 'performance')).toBeNull();
    });

    test('due messages are pending and their time has come, earliest first', async () => {
      const { one } = stores();
      await one.transactions.commit([
        insert('alertMessages', aMessage({ id: 'm1', nextAttemptAt: T0 + 5 })),
        insert('alertMessages', aMessage({ id: 'm2', nextAttemptAt: T0 })),
        insert('alertMessages', aMessage({ id: 'm3', nextAttemptAt: T0 + 6 })),
        insert('alertMessages', aMessage({ id: 'm4', state: 'delivered' })),
      ]);

      expect((await one.alerts.dueMessages(T0 + 5, 10)).map(({ id }) => id)).toEqual(['m2', 'm1']);
      expect((await one.alerts.dueMessages(T0 + 5, 1)).map(({ id }) => id)).toEqual(['m2']);
    });
  });
}
