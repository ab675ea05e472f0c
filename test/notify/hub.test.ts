import { afterEach, describe, expect, test } from 'vitest';
import { createMemoryNotifications } from '../../src/adapters/memory/notifications.ts';
import type { Hub } from '../../src/adapters/notify/hub.ts';
import type { Actor } from '../../src/core/domain/access/actor.ts';
import type { LiveEvent } from '../../src/ports/live-events.ts';
import { commitOf, createSeatLedger } from '../core/alerting/ledger.ts';
import { ACME, createLive, type LiveOptions, STAFF } from './live.ts';

const hubs: Hub[] = [];

async function live(options: LiveOptions = {}) {
  const created = await createLive(options);
  hubs.push(created.hub);
  await created.hub.start();
  return created;
}

afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

describe('a live stream', () => {
  test('begins at once with a comment, and with the id from which it can be resumed', async () => {
    const notifications = createMemoryNotifications();
    const { open, say } = await live({ notifications });
    expect(await open().next()).toMatchObject({ comments: [': connected'], id: '0', event: null });
    await say('acme/one');
    expect(await open().next()).toMatchObject({ id: '1', event: null });
  });

  test('carries each event as one CloudEvents object under its id', async () => {
    const { open, say } = await live();
    const stream = open();
    await stream.next();
    await say('acme/one');
    const event = await stream.event();
    expect(event).toMatchObject({ id: '1', event: 'campaign.transitioned' });
    expect(event?.data).toEqual({
      specversion: '1.0',
      id: '1',
      source: '/api/v1/events',
      type: 'campaign.transitioned',
      subject: 'acme/one',
      time: '1970-01-01T00:00:00.000Z',
      datacontenttype: 'application/json',
      data: { from: 'planned', to: 'active' },
    });
  });

  test('carries what is said at once together, in its order, and to those who come in between once', async () => {
    const { open, say } = await live({ gatherFor: 20 });
    const early = open();
    await early.next();
    for (let count = 0; count < 5; count += 1) await say('acme/one');
    const between = open(STAFF, {}, 2);
    for (let count = 5; count < 10; count += 1) await say('acme/one');
    expect((await early.events(10)).map(({ id }) => Number(id))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await between.events(8)).map(({ id }) => Number(id))).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('is cut at the end of its life where that is bounded, and can be resumed', async () => {
    const { hub, open, say } = await live();
    const stream = open(STAFF, {}, null, 30);
    await stream.next();
    await expect(stream.next()).rejects.toThrow('cut');
    expect(hub.clients()).toBe(0);
    await say('acme/one');
    expect(await open(STAFF, {}, 0).event()).toMatchObject({ id: '1' });
  });

  test('hears only what its filters ask for', async () => {
    const { open, say } = await live();
    const streams = {
      campaign: open(STAFF, { campaignId: 'acme/two' }),
      company: open(STAFF, { companyId: 'other' }),
      type: open(STAFF, { types: ['capacity.resolved'] }),
    };
    for (const stream of Object.values(streams)) await stream.next();
    await say('acme/one');
    await say('acme/two');
    await say('other/one');
    await say('acme/one', { type: 'capacity.resolved' });
    expect((await streams.campaign.event())?.data.subject).toBe('acme/two');
    expect((await streams.company.event())?.data.subject).toBe('other/one');
    expect((await streams.type.event())?.id).toBe('4');
  });

  test('ends when the client leaves, and is then no longer counted', async () => {
    const { hub, open, say } = await live();
    const stream = open();
    await stream.next();
    expect(hub.clients()).toBe(1);
    stream.leave();
    await say('acme/one');
    expect(await stream.event()).toBeNull();
    expect(hub.clients()).toBe(0);
  });

  test('is forgotten when its reader cancels it', async () => {
    const { hub, open } = await live();
    const stream = open();
    await stream.next();
    await stream.cancel();
    expect(hub.clients()).toBe(0);
  });

  test('is kept open by comments while nothing happens', async () => {
    const { open } = await live({ beatEvery: 1 });
    const stream = open();
    await stream.next();
    expect(await stream.next()).toMatchObject({ comments: [':'], id: null, event: null });
  });

  test('ends when the service stops, and none begins after it', async () => {
    const { hub, open } = await live();
    const streams = [open(), open(ACME)];
    for (const stream of streams) await stream.next();
    await hub.close();
    for (const stream of streams) expect(await stream.event()).toBeNull();
    expect(await open().event()).toBeNull();
    expect(hub.clients()).toBe(0);
  });
});

describe('a company', () => {
  test('hears of its own campaigns alone, whatever it asks for', async () => {
    const { open, say } = await live();
    const all = open(ACME);
    const foreignCompany = open(ACME, { companyId: 'other' });
    const foreignCampaign = open(ACME, { campaignId: 'other/one' });
    for (const stream of [all, foreignCompany, foreignCampaign]) await stream.next().catch(() => null);
    await say('other/one');
    await say('acme/one');
    expect((await all.event())?.data.subject).toBe('acme/one');
    for (const stream of [foreignCompany, foreignCampaign]) {
      const heard = stream.event();
      stream.leave();
      expect(await heard).toBeNull();
    }
  });

  test('learns neither that it is an opportunity, nor who else is told, nor who did something', async () => {
    const { open, say } = await live();
    const company = open(ACME);
    const staff = open();
    for (const stream of [company, staff]) await stream.next();
    const data = { action: 'upsell_opportunity', recipients: ['sales', 'company_admin', 'cs'], actor: 'somebody' };
    await say('acme/one', { type: 'capacity.alert', data });
    expect((await staff.event())?.data.data).toEqual(data);
    expect((await company.event())?.data.data).toEqual({
      action: 'recommend_expansion',
      recipients: ['company_admin'],
      actor: null,
    });
  });

  test('gets what it missed in the same form', async () => {
    const { open, say } = await live();
    await say('other/one');
    await say('acme/one', { type: 'capacity.alert', data: { action: 'upsell_opportunity', recipients: ['sales'] } });
    const [event] = await open(ACME, {}, 0).events(1);
    expect(event).toMatchObject({ id: '2', data: { data: { action: 'recommend_expansion', recipients: [] } } });
  });
});

describe('a client that comes back with the last id it saw', () => {
  test('gets everything after it in order, then live events, none twice and none missing', async () => {
    const { open, say } = await live();
    for (let count = 0; count < 700; count += 1) await say(`acme/${count}`);
    const stream = open(STAFF, {}, 100);
    const more = (async () => {
      for (let count = 700; count < 1_000; count += 1) {
        await say(`acme/${count}`);
        if (count % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const ids = (await stream.events(900)).map(({ id }) => Number(id));
    await more;
    expect(ids).toEqual(Array.from({ length: 900 }, (_, at) => 101 + at));
  });

  test('also gets what this process never told, and what is too old to be kept in memory', async () => {
    const notifications = createMemoryNotifications();
    const before = await createLive({ notifications });
    for (let count = 0; count < 2_500; count += 1) await before.say(`acme/${count}`);
    const { open } = await live({ notifications });
    const ids = (await open(STAFF, {}, 3).events(2_497)).map(({ id }) => Number(id));
    expect(ids).toEqual(Array.from({ length: 2_497 }, (_, at) => 4 + at));
  });

  test('gets only what its filters ask for', async () => {
    const { open, say } = await live();
    for (const campaign of ['acme/one', 'acme/two', 'acme/one']) await say(campaign);
    const events = await open(STAFF, { campaignId: 'acme/one' }, 0).events(2);
    expect(events.map(({ id }) => id)).toEqual(['1', '3']);
  });

  test('and is up to date hears live events only', async () => {
    const { open, say } = await live();
    await say('acme/one');
    const stream = open(STAFF, {}, 1);
    await stream.next();
    await say('acme/two');
    expect((await stream.event())?.id).toBe('2');
  });

  test.each([
    ['older than what is kept', 3],
    ['of another log', 99],
  ])('with an id %s is told once to start afresh, then hears live events', async (_what, lastEventId) => {
    const notifications = createMemoryNotifications();
    const trimmed = {
      ...notifications,
      bounds: async () => ({ oldest: 5, newest: (await notifications.bounds()).newest }),
      after: async (id: number, limit: number) => notifications.after(Math.max(id, 4), limit),
    };
    const { open, say } = await live({ notifications: trimmed });
    for (let count = 0; count < 10; count += 1) await say(`acme/${count}`);
    const { hub, open: openAfresh, say: sayAfresh } = await live({ notifications: trimmed });
    const stream = openAfresh(STAFF, {}, lastEventId);
    expect(await stream.event()).toMatchObject({ id: '10', event: 'reset' });
    await sayAfresh('acme/new', { causeId: 'new' });
    expect(await stream.event()).toMatchObject({ id: '11', event: 'campaign.transitioned' });
    expect(hub.clients()).toBe(1);
    expect((await open(STAFF, {}, 4).events(1))[0]?.id).toBe('5');
  });
});

describe('many clients', () => {
  test('are given the very same bytes', async () => {
    const { hub, say } = await live();
    const signal = new AbortController().signal;
    const readers = [1, 2, 3].map(() =>
      hub.subscribe({ actor: STAFF, filter: {}, lastEventId: null, cutAfter: null, signal }).getReader(),
    );
    for (const reader of readers) await reader.read();
    await say('acme/one');
    const chunks = await Promise.all(readers.map(async (reader) => (await reader.read()).value));
    expect(chunks[0]).toBeInstanceOf(Uint8Array);
    expect(chunks[1]).toBe(chunks[0]);
    expect(chunks[2]).toBe(chunks[0]);
  });

  test('are not held up by one that does not read: it is cut, and can resume', async () => {
    const { hub, open, say } = await live();
    const slow = open();
    const quick = open();
    for (const stream of [slow, quick]) await stream.next();
    const data = { text: 'x'.repeat(100_000) };
    for (let count = 0; count < 20; count += 1) {
      await say(`acme/${count}`, { data });
      expect((await quick.event())?.id).toBe(String(count + 1));
    }
    await expect(slow.event()).rejects.toThrow('cut');
    expect(hub.clients()).toBe(1);
    expect((await open(STAFF, {}, 0).events(20)).map(({ id }) => Number(id)).at(-1)).toBe(20);
  });
});

describe('a change of capacity', () => {
  test('is told with the figures that the entry left, without an id', async () => {
    const { open, change } = await live();
    const stream = open(ACME);
    await stream.next();
    const ledger = createSeatLedger({ campaignId: 'acme/one' });
    change(commitOf('acme/one', ledger.consumeTo(90)));
    const event = await stream.event();
    expect(event).toMatchObject({ id: null, event: 'capacity.changed', data: { subject: 'acme/one' } });
    expect(event?.data.data).toEqual({
      campaignId: 'acme/one',
      companyId: 'acme',
      unit: 'seat',
      capacity: 100,
      consumed: 90,
      held: 0,
      remaining: 10,
      hardLimit: 110,
      headroom: 20,
      utilization: 0.9,
      band: 90,
      near: true,
      at: false,
      over: false,
      sequence: 2,
    });
  });

  test('that comes with many others is told once, with the latest figures', async () => {
    const { open, change } = await live();
    const stream = open();
    await stream.next();
    const ledger = createSeatLedger({ campaignId: 'acme/one', seats: 1_000 });
    for (let seats = 1; seats <= 500; seats += 1) change(commitOf('acme/one', ledger.consumeTo(seats)));
    const consumed = (await stream.events(2)).map(({ data }) => data.data.consumed);
    expect(consumed).toEqual([1, 500]);
  });

  test('is told of every campaign', async () => {
    const { open, change } = await live();
    const stream = open();
    await stream.next();
    for (const name of ['one', 'two', 'three']) {
      const ledger = createSeatLedger({ campaignId: `acme/${name}` });
      change(commitOf(ledger.campaignId, ledger.consumeTo(1)));
    }
    const subjects = (await stream.events(3)).map(({ data }) => data.subject);
    expect(subjects.toSorted()).toEqual(['acme/one', 'acme/three', 'acme/two']);
  });

  test('is not replayed', async () => {
    const { open, change, say } = await live();
    const first = open();
    await first.next();
    const ledger = createSeatLedger({ campaignId: 'acme/one' });
    change(commitOf('acme/one', ledger.consumeTo(1)));
    await first.event();
    await say('acme/one');
    expect(await open(STAFF, {}, 0).event()).toMatchObject({ id: '1', event: 'campaign.transitioned' });
  });
});

describe('a watcher', () => {
  const stays = () => {};

  test('hears events in the form its actor may see, until it leaves', async () => {
    const { hub, say } = await live();
    const heard: LiveEvent[] = [];
    const leaving = new AbortController();
    hub.watch({ actor: ACME, filter: {}, signal: leaving.signal }, (event) => heard.push(event), stays);
    await say('other/one');
    await say('acme/one', { data: { actor: 'somebody' } });
    leaving.abort();
    await say('acme/two');
    expect(heard).toMatchObject([{ id: 2, type: 'campaign.transitioned', data: { actor: null } }]);
    expect(hub.clients()).toBe(0);
  });

  test('is told once that the service stops, and at once where it stopped already', async () => {
    const { hub } = await live();
    const leaving = new AbortController();
    const ended: string[] = [];
    const watch = (name: string, actor: Actor, signal: AbortSignal) =>
      hub.watch(
        { actor, filter: {}, signal },
        () => {},
        () => ended.push(name),
      );
    watch('staff', STAFF, new AbortController().signal);
    watch('without a company', { ...ACME, companyId: null }, new AbortController().signal);
    watch('left', ACME, leaving.signal);
    leaving.abort();
    await hub.close();
    watch('late', ACME, new AbortController().signal);
    expect(ended).toEqual(['staff', 'without a company', 'late']);
  });

  test('that fails holds up nobody', async () => {
    const { hub, errors, open, say } = await live();
    const fails = () => {
      throw new Error('A page that cannot be rendered');
    };
    hub.watch({ actor: STAFF, filter: {}, signal: new AbortController().signal }, fails, stays);
    const stream = open();
    await stream.next();
    await say('acme/one');
    expect((await stream.event())?.id).toBe('1');
    expect(errors).toHaveLength(1);
  });
});
