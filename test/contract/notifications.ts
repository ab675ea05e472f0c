import { describe, expect, test } from 'vitest';
import type { NewNotification, Notification } from '../../src/ports/notification-log.ts';
import { T0 } from './documents.ts';
import type { Stores } from './stores.ts';

export function notificationsContract(name: string, stores: () => Stores): void {
  describe(`notifications ${name}`, () => {
    test('an empty log has no bounds', async () => {
      expect(await stores().one.notifications.bounds()).toEqual({ oldest: 0, newest: 0 });
      expect(await stores().one.notifications.after(0, 10)).toEqual([]);
    });

    test('what is said comes back whole, counted from 1', async () => {
      const { one, other } = stores();
      await one.notifications.append(said('e1', { data: { threshold: 80, deep: { list: [null] } } }));
      await other.notifications.append(said('e2'));

      expect(await one.notifications.after(0, 10)).toEqual([
        { ...said('e1', { data: { threshold: 80, deep: { list: [null] } } }), id: 1 },
        { ...said('e2'), id: 2 },
      ]);
      expect((await one.notifications.after(0, 1)).map(({ id }) => id)).toEqual([1]);
      expect((await one.notifications.after(1, 10)).map(({ id }) => id)).toEqual([2]);
      expect(await one.notifications.bounds()).toEqual({ oldest: 1, newest: 2 });
    });

    test('saying the same again changes nothing, while the same cause may be told in another way', async () => {
      const { one, other } = stores();
      await one.notifications.append(said('e1'));
      await other.notifications.append(said('e1', { data: { told: 'again' } }));
      await other.notifications.append(said('e1', { type: 'capacity.resolved' }));
      await one.notifications.append(said('e1'));

      const log = await one.notifications.after(0, 10);
      expect(log.map(({ id, type, data }) => [id, type, data])).toEqual([
        [1, 'capacity.alert', {}],
        [2, 'capacity.resolved', {}],
      ]);
    });

    test('many that speak at once, also of the same thing, leave no gap and no repeat', async () => {
      const { one, other } = stores();
      const causes = Array.from({ length: 40 }, (_, at) => `cause-${at % 30}`);

      await Promise.all(causes.map((cause, at) => (at % 2 ? one : other).notifications.append(said(cause))));

      const log = await one.notifications.after(0, 100);
      expect(log.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
      expect(new Set(log.map(({ causeId }) => causeId)).size).toBe(30);
    });

    test('followers hear everything behind their id in order, whoever says it, until they stop', async () => {
      const { one, other } = stores();
      for (const cause of ['a', 'b', 'c']) await one.notifications.append(said(cause));

      const all = listen(one, 0, 33);
      const late = listen(other, 2, 31);
      await Promise.all(
        Array.from({ length: 30 }, (_, at) => (at % 2 ? one : other).notifications.append(said(`live-${at}`))),
      );

      expect((await all.heard).map(({ id }) => id)).toEqual(Array.from({ length: 33 }, (_, at) => at + 1));
      expect((await late.heard).map(({ id }) => id)).toEqual(Array.from({ length: 31 }, (_, at) => at + 3));
      expect(await all.heard).toEqual(await one.notifications.after(0, 100));
      await Promise.all([all.ended, late.ended]);
    });

    test('a follower that is stopped by what it hears first ends, whether that was said before or later', async () => {
      const { one } = stores();
      await one.notifications.append(said('a'));
      const early = listen(one, 0, 1);
      const later = listen(one, 1, 1);
      await early.ended;
      await one.notifications.append(said('b'));

      await later.ended;
      expect((await early.heard).map(({ id }) => id)).toEqual([1]);
      expect((await later.heard).map(({ id }) => id)).toEqual([2]);
    });

    test('a follower that is stopped before it begins hears nothing', async () => {
      const { one } = stores();
      await one.notifications.append(said('a'));
      const heard: Notification[] = [];

      await one.notifications.follow(0, (notification) => heard.push(notification), AbortSignal.abort());

      expect(heard).toEqual([]);
    });
  });
}

export function said(causeId: string, over: Partial<NewNotification> = {}): NewNotification {
  return { type: 'capacity.alert', causeId, campaignId: 'campaign', companyId: 'company', at: T0, data: {}, ...over };
}

/** Follows until so many are heard; `ended` settles when following has stopped. */
export function listen({ notifications }: Stores['one'], afterId: number, count: number) {
  const stop = new AbortController();
  const heard: Notification[] = [];
  const { promise, resolve } = Promise.withResolvers<Notification[]>();
  const ended = notifications.follow(
    afterId,
    (notification) => {
      heard.push(notification);
      if (heard.length < count) return;
      stop.abort();
      resolve(heard);
    },
    stop.signal,
  );
  return { heard: promise, ended };
}
