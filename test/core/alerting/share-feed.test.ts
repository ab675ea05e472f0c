import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryCapacityFeed } from '../../../src/adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from '../../../src/adapters/memory/capacity-log.ts';
import { shareFeed } from '../../../src/core/usecases/followers/share-feed.ts';
import type { CapacityFeed } from '../../../src/ports/capacity-feed.ts';
import { commitOf, createSeatLedger } from './ledger.ts';
import { eventually, nextTurn } from './service.ts';

/** A feed in memory that counts who reads it, and can be made to fail. */
function createWorld(mostEntries?: number) {
  const log = createMemoryCapacityLog();
  const memory = createMemoryCapacityFeed(log);
  const ledger = createSeatLedger({ seats: 1_000_000 });
  const reading = { begun: 0, now: 0 };
  let fail: (error: unknown) => void = () => {};
  const counted: CapacityFeed = {
    heads: memory.heads,
    async follow(resumeAt, onCommit, signal) {
      reading.begun += 1;
      reading.now += 1;
      const failing = new Promise<never>((_resolve, reject) => {
        fail = reject;
      });
      await Promise.race([memory.follow(resumeAt, onCommit, signal), failing]).finally(() => {
        reading.now -= 1;
      });
    },
  };
  let seats = 0;
  return {
    feed: shareFeed(counted, mostEntries),
    reading,
    fail: (error: unknown) => fail(error),
    forget: memory.forget,
    /** Puts one commit into the log; its sequence. */
    async commit(): Promise<number> {
      if (seats === 0) await log.append([commitOf(ledger.campaignId, ledger.first)]);
      seats += 1;
      const entry = ledger.consumeTo(seats);
      await log.append([commitOf(ledger.campaignId, entry)]);
      return entry.sequence;
    },
  };
}

/** Somebody who follows; `heard` are the sequences of the commits, `hold` makes it slow. */
function follow(feed: CapacityFeed, resumeAt: string | null = null) {
  const leaving = new AbortController();
  const heard: number[] = [];
  const reader = { heard, resumeAt, hold: Promise.resolve(), leave: () => leaving.abort(), ended: Promise.resolve() };
  reader.ended = feed.follow(
    resumeAt,
    async ({ sequence }, at) => {
      heard.push(sequence);
      reader.resumeAt = at;
      await reader.hold;
    },
    leaving.signal,
  );
  reader.ended.catch(() => {});
  return reader;
}

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

describe('a shared feed', () => {
  test('is read once, however many follow it, and each hears every commit in order', async () => {
    const { feed, reading, commit } = createWorld();
    const readers = [follow(feed), follow(feed), follow(feed)];
    let last = 0;
    for (let count = 0; count < 50; count += 1) last = await commit();
    await eventually(() => readers.every(({ heard }) => heard.at(-1) === last));
    for (const { heard } of readers) expect(heard).toEqual(from(1, last));
    expect(reading).toEqual({ begun: 1, now: 1 });
    for (const { leave } of readers) leave();
    await Promise.all(readers.map(({ ended }) => ended));
    await eventually(() => reading.now === 0);
  });

  test('is resumed from a point that is still kept', async () => {
    const { feed, reading, commit } = createWorld();
    const steady = follow(feed);
    const first = follow(feed);
    await commit();
    await eventually(() => first.heard.length === 2);
    first.leave();
    const last = await commit();
    const second = follow(feed, first.resumeAt);
    await eventually(() => second.heard.length === 1 && steady.heard.length === 3);
    expect(second.heard).toEqual([last]);
    expect(reading.begun).toBe(1);
  });

  test('is read by oneself from an older point, until one has come up to the others', async () => {
    const { feed, reading, commit } = createWorld();
    const early = follow(feed);
    await commit();
    await eventually(() => early.heard.length === 2);
    const point = early.resumeAt;
    early.leave();
    await early.ended;
    await eventually(() => reading.now === 0);

    await commit();
    const steady = follow(feed);
    const late = follow(feed, point);
    await eventually(() => reading.now === 2);
    let last = 0;
    await eventually(async () => {
      last = await commit();
      return reading.now === 1;
    });
    await eventually(() => late.heard.at(-1) === last && steady.heard.at(-1) === last);
    expect(late.heard).toEqual(from(3, last));
  });

  test('leaves behind who is too slow, and nobody else', async () => {
    const { feed, commit } = createWorld(10);
    const quick = follow(feed);
    const slow = follow(feed);
    const held = Promise.withResolvers<void>();
    slow.hold = held.promise;
    let last = 0;
    for (let count = 0; count < 100; count += 1) {
      last = await commit();
      await nextTurn();
    }
    held.resolve();
    await expect(slow.ended).rejects.toMatchObject({ name: 'RESUME_LOST' });
    await eventually(() => quick.heard.at(-1) === last);
    expect(quick.heard).toEqual(from(1, last));
  });

  test('tells everybody when it fails, and can then be followed again without a gap', async () => {
    const { feed, fail, commit } = createWorld();
    const readers = [follow(feed), follow(feed)];
    await commit();
    await eventually(() => readers.every(({ heard }) => heard.length === 2));
    fail(new Error('The connection is lost'));
    for (const { ended } of readers) await expect(ended).rejects.toThrow('lost');
    await commit();
    const again = readers.map(({ resumeAt }) => follow(feed, resumeAt));
    const last = await commit();
    await eventually(() => again.every(({ heard }) => heard.at(-1) === last));
    for (const { heard } of again) expect(heard).toEqual([3, 4]);
  });

  test('says that a point is lost where it is', async () => {
    const { feed, forget, commit } = createWorld();
    await commit();
    forget();
    await expect(follow(feed, '0').ended).rejects.toMatchObject({ name: 'RESUME_LOST' });
  });

  test('whoever comes, goes and comes back hears every commit in order, once', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('commit' as const) },
      { weight: 2, arbitrary: fc.record({ leave: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.record({ come: fc.nat(2) }) },
      { weight: 2, arbitrary: fc.constant('turn' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), fc.integer({ min: 5, max: 60 }), async (steps, kept) => {
        const { feed, commit } = createWorld(kept);
        const people = [0, 1, 2].map(() => ({ reader: follow(feed, '0'), heard: [] as number[] }));
        let last = await commit();
        const leave = async (person: (typeof people)[number] | undefined) => {
          person?.reader.leave();
          await person?.reader.ended.catch(() => {});
          person?.heard.push(...person.reader.heard.splice(0));
        };
        for (const one of steps) {
          if (one === 'commit') last = await commit();
          else if (one === 'turn') await nextTurn();
          else if ('leave' in one) await leave(people[one.leave]);
          else {
            const person = people[one.come];
            await leave(person);
            if (person) person.reader = follow(feed, person.reader.resumeAt);
          }
        }
        for (const person of people) {
          await leave(person);
          person.reader = follow(feed, person.reader.resumeAt);
        }
        await eventually(() => people.every(({ heard, reader }) => [...heard, ...reader.heard].at(-1) === last));
        for (const { heard, reader } of people) {
          expect([...heard, ...reader.heard]).toEqual(from(1, last));
          reader.leave();
        }
      }),
      { numRuns: 150 },
    );
  });
});
