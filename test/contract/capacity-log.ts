import { describe, expect, test } from 'vitest';
import type { Account, Commit } from '../../src/core/domain/capacity/account.ts';
import { foldEntries } from '../../src/core/domain/capacity/apply.ts';
import type { Entry } from '../../src/core/domain/capacity/entry.ts';
import { entryId, seedOf } from '../../src/core/domain/capacity/entry-id.ts';
import { SCALE } from '../../src/core/domain/shared/quantity.ts';
import type { CapacityFeed } from '../../src/ports/capacity-feed.ts';
import type { CapacityLog } from '../../src/ports/capacity-log.ts';

export const RECORDED_AT = Date.UTC(2025, 2, 1, 10);

let writers = 0;

function nextWriter(): string {
  writers += 1;
  return `01890000-0000-7000-8000-${writers.toString(16).padStart(12, '0')}`;
}

/** A commit of consumptions, one for each part given. */
export function commitOf(
  accountId: string,
  sequence: number,
  parts: readonly Partial<Entry>[],
  at = RECORDED_AT,
): Commit {
  const writer = nextWriter();
  const entries = parts.map((part, index): Entry => {
    const own = sequence + index;
    return {
      id: entryId(own, at, seedOf(writer)),
      sequence: own,
      campaignId: accountId,
      kind: 'consume',
      quantity: SCALE,
      unit: 'seat',
      subject: null,
      relatesTo: null,
      key: `${accountId}/key-${own}`,
      hash: `hash-${own}`,
      actor: 'coordinator-1',
      occurredAt: at,
      recordedAt: at,
      after: {
        consumed: own * SCALE,
        held: 0,
        capacity: 100 * SCALE,
        hardLimit: 110 * SCALE,
        headroom: (110 - own) * SCALE,
      },
      ...part,
    };
  });
  return { accountId, sequence, writer, recordedAt: at, entries };
}

function ids(entries: readonly Entry[]): string[] {
  return entries.map(({ id }) => id);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What every capacity log promises. Each test has accounts of its own on the log it is given. */
export function describeCapacityLog(name: string, make: () => Promise<{ log: CapacityLog; feed: CapacityFeed }>): void {
  let accounts = 0;
  const newAccount = () => {
    accounts += 1;
    return `account-${name}-${accounts}`;
  };

  describe(`the capacity log: ${name}`, () => {
    test('a commit comes back as it was written, with everything its entries carry', async () => {
      const { log } = await make();
      const account = newAccount();
      const commit = commitOf(account, 1, [
        { kind: 'resize', cause: TERMS, hash: null, key: 'resize/t1', actor: 'system' },
        { subject: 'volunteer-1', occurredAt: RECORDED_AT - 1_000, noteId: 'note-1', instanceId: 'instance-1' },
        { relatesTo: 'some-entry', kind: 'release', subject: 'volunteer-1' },
        { campaignId: 'another-campaign', key: 'another-campaign/key', id: 'an-id-of-its-own' },
        { thresholds: { raised: 90, disarmed: [80, 90], rearmed: [], consumedBefore: 1, capacityBefore: 2 } },
        { split: [{ grantId: 'allocation', quantity: 5_000 }], expiresAt: RECORDED_AT + 1, quantity: 123_456_789_012 },
        { grant: { grantId: 'grant-1', priority: 100, cost: 0, startsAt: RECORDED_AT }, kind: 'grant' },
        { after: { consumed: 3, held: 2, capacity: 1, hardLimit: 10, headroom: 1 } },
      ]);

      expect(await log.append([commit])).toEqual(['appended']);

      expect((await log.load([{ accountId: account }])).get(account)).toEqual({
        checkpoint: null,
        commits: [commit],
        more: false,
      });
    });

    test('an account without a log is loaded empty', async () => {
      const { log } = await make();
      const account = newAccount();

      expect((await log.load([{ accountId: account }])).get(account)).toEqual({
        checkpoint: null,
        commits: [],
        more: false,
      });
    });

    test('many accounts are loaded together, each behind its own sequence', async () => {
      const { log } = await make();
      const [one, two, three] = [newAccount(), newAccount(), newAccount()];
      const first = commitOf(one, 1, [{}, {}]);
      const second = commitOf(one, 3, [{}]);
      const other = commitOf(two, 1, [{}]);
      await log.append([first, other]);
      await log.append([second]);

      const loaded = await log.load([{ accountId: one, after: 2 }, { accountId: two }, { accountId: three }]);

      expect(loaded.get(one)?.commits).toEqual([second]);
      expect(loaded.get(two)?.commits).toEqual([other]);
      expect(loaded.get(three)?.commits).toEqual([]);
    });

    test('of two writers at one sequence the second is stale, whatever the size of its commit, and leaves nothing', async () => {
      const { log } = await make();
      const account = newAccount();
      const winner = commitOf(account, 1, [{}, {}]);
      await log.append([winner]);

      expect(await log.append([commitOf(account, 1, [{ key: 'other' }])])).toEqual(['stale']);

      expect((await log.load([{ accountId: account }])).get(account)?.commits).toEqual([winner]);
      expect(await log.byKeys(account, ['other'])).toEqual(new Map());
    });

    test('a commit with a key that stands already is repeated, and leaves nothing, not even its other entries', async () => {
      const { log } = await make();
      const account = newAccount();
      await log.append([commitOf(account, 1, [{ key: 'once' }])]);

      expect(await log.append([commitOf(account, 2, [{ key: 'fresh' }, { key: 'once' }])])).toEqual(['repeated']);

      expect(await log.byKeys(account, ['fresh'])).toEqual(new Map());
    });

    test('the same key in another account is another key', async () => {
      const { log } = await make();
      const commits = [commitOf(newAccount(), 1, [{ key: 'shared' }]), commitOf(newAccount(), 1, [{ key: 'shared' }])];

      expect(await log.append(commits)).toEqual(['appended', 'appended']);
    });

    test('each commit of one append stands or falls on its own, with outcomes in the order given', async () => {
      const { log } = await make();
      const [stale, repeated, fresh] = [newAccount(), newAccount(), newAccount()];
      await log.append([commitOf(stale, 1, [{}]), commitOf(repeated, 1, [{ key: 'once' }])]);

      const outcomes = await log.append([
        commitOf(stale, 1, [{ key: 'late' }]),
        commitOf(fresh, 1, [{}]),
        commitOf(repeated, 2, [{ key: 'once' }]),
      ]);

      expect(outcomes).toEqual(['stale', 'appended', 'repeated']);
    });

    test('settling tells a writer its own commit from that of another at the same sequence', async () => {
      const { log } = await make();
      const account = newAccount();
      const standing = commitOf(account, 1, [{}]);
      await log.append([standing]);

      expect(await log.settle(standing)).toBe(true);
      expect(await log.settle({ ...standing, writer: nextWriter() })).toBe(false);
      expect(await log.settle(commitOf(account, 2, [{}]))).toBe(false);
    });

    test('an account has moved when a commit follows the sequence, and only then', async () => {
      const { log } = await make();
      const [still, moved, empty] = [newAccount(), newAccount(), newAccount()];
      await log.append([commitOf(still, 1, [{}, {}]), commitOf(moved, 1, [{}, {}])]);
      await log.append([commitOf(moved, 3, [{}])]);

      const found = await log.moved([
        { accountId: still, sequence: 2 },
        { accountId: moved, sequence: 2 },
        { accountId: empty, sequence: 0 },
      ]);

      expect(found).toEqual(new Set([moved]));
    });

    test('entries are found by their keys, among many of their commit', async () => {
      const { log } = await make();
      const account = newAccount();
      const commit = commitOf(account, 1, [{ key: 'a' }, { key: `${account}/b` }, { key: 'c' }]);
      await log.append([commit]);

      const found = await log.byKeys(account, ['a', `${account}/b`, 'missing']);

      expect([...found.keys()].sort()).toEqual(['a', `${account}/b`].sort());
      expect(found.get('a')).toEqual(commit.entries[0]);
    });

    test('entries are found by subject in each account, in sequence, and no one else’s', async () => {
      const { log } = await make();
      const [one, two] = [newAccount(), newAccount()];
      const first = commitOf(one, 1, [{ subject: 'ann' }, { subject: 'bob' }, {}]);
      const second = commitOf(one, 4, [{ subject: 'ann', kind: 'release' }]);
      const other = commitOf(two, 1, [{ subject: 'bob' }]);
      await log.append([first, other]);
      await log.append([second]);

      const found = await log.bySubjects([
        { accountId: one, subjects: ['ann', 'nobody'] },
        { accountId: two, subjects: ['ann', 'bob'] },
      ]);

      expect(ids(found.get(one) ?? [])).toEqual(ids([...first.entries.slice(0, 1), ...second.entries]));
      expect(ids(found.get(two) ?? [])).toEqual(ids(other.entries));
    });

    test('an entry is found by its id together with all that relate to it', async () => {
      const { log } = await make();
      const account = newAccount();
      const commit = commitOf(account, 1, [{}, {}, {}]);
      const [, named] = commit.entries;
      const relatesTo = named?.id ?? '';
      const reversal = commitOf(account, 4, [{ kind: 'reverse', relatesTo }, {}]);
      await log.append([commit]);
      await log.append([reversal]);

      const related = await log.related(account, [relatesTo]);

      expect(ids(related)).toEqual([relatesTo, reversal.entries[0]?.id]);
      expect(await log.related(account, ['unknown', entryId(900, RECORDED_AT, '000000001')])).toEqual([]);
    });

    test('a checkpoint replaces the commits it stands for, and an older one never comes back', async () => {
      const { log } = await make();
      const account = newAccount();
      const commits = [commitOf(account, 1, [{}, {}]), commitOf(account, 3, [{}]), commitOf(account, 4, [{}])];
      for (const commit of commits) await log.append([commit]);
      const early = stateAfter(commits.slice(0, 1));
      const late = stateAfter(commits.slice(0, 2));
      await log.saveCheckpoint(late);
      await log.saveCheckpoint(early);

      const loaded = (await log.load([{ accountId: account }])).get(account);

      expect(loaded).toEqual({ checkpoint: late, commits: commits.slice(2), more: false });
    });

    test('without its checkpoint an account is read whole again', async () => {
      const { log } = await make();
      const account = newAccount();
      const commits = [commitOf(account, 1, [{}, {}]), commitOf(account, 3, [{}])];
      for (const commit of commits) await log.append([commit]);
      await log.saveCheckpoint(stateAfter(commits));
      await log.dropCheckpoint(account);
      await log.dropCheckpoint('never there');

      expect((await log.load([{ accountId: account }])).get(account)).toEqual({
        checkpoint: null,
        commits,
        more: false,
      });
    });

    test('a page holds the newest matching entries, newest first, and goes on before a sequence', async () => {
      const { log } = await make();
      const account = newAccount();
      const commits = [commitOf(account, 1, [{}, {}, {}]), commitOf(account, 4, [{}, {}])];
      for (const commit of commits) await log.append([commit]);
      const query = { accountId: account, campaignId: account, limit: 2 };

      const first = await log.page(query);
      const second = await log.page({ ...query, before: 4 });

      expect(first.map(({ sequence }) => sequence)).toEqual([5, 4]);
      expect(second.map(({ sequence }) => sequence)).toEqual([3, 2]);
    });

    test('pages and streams hold only what matches campaign, kind, subject and period', async () => {
      const { log } = await make();
      const account = newAccount();
      const hour = 3_600_000;
      const commit = commitOf(account, 1, [
        { subject: 'ann' },
        { subject: 'ann', kind: 'release' },
        { subject: 'bob', occurredAt: RECORDED_AT - hour },
        { campaignId: 'another-campaign' },
      ]);
      const later = commitOf(account, 5, [{ subject: 'cat' }], RECORDED_AT + hour);
      await log.append([commit]);
      await log.append([later]);
      const all = { accountId: account, campaignId: account };
      const sequences = async (filter: object) => ({
        page: (await log.page({ ...all, ...filter, limit: 10 })).map(({ sequence }) => sequence).toReversed(),
        stream: (await collect(log.stream({ ...all, ...filter }))).map(({ sequence }) => sequence),
      });
      const both = (expected: number[]) => ({ page: expected, stream: expected });

      expect(await sequences({})).toEqual(both([1, 2, 3, 5]));
      expect(await sequences({ campaignId: 'another-campaign' })).toEqual(both([4]));
      const ofAccount = await collect(log.stream({ accountId: account }));
      expect(ofAccount.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
      expect(await sequences({ kind: 'release' })).toEqual(both([2]));
      expect(await sequences({ subject: 'bob' })).toEqual(both([3]));
      expect(await sequences({ to: RECORDED_AT - 1 })).toEqual(both([3]));
      expect(await sequences({ from: RECORDED_AT, to: RECORDED_AT })).toEqual(both([1, 2]));
      expect(await sequences({ from: RECORDED_AT + 1 })).toEqual(both([5]));
    });

    test('a stream goes on after any sequence, also in the middle of a commit', async () => {
      const { log } = await make();
      const account = newAccount();
      for (const commit of [commitOf(account, 1, [{}, {}, {}]), commitOf(account, 4, [{}, {}])])
        await log.append([commit]);
      const streamedAfter = async (sequence: number) =>
        (await collect(log.stream({ accountId: account, campaignId: account, after: sequence }))).map(
          (e) => e.sequence,
        );

      expect(await streamedAfter(0)).toEqual([1, 2, 3, 4, 5]);
      expect(await streamedAfter(2)).toEqual([3, 4, 5]);
      expect(await streamedAfter(3)).toEqual([4, 5]);
      expect(await streamedAfter(5)).toEqual([]);
    });

    test('the feed tells every commit from now on, and from a resume point those that came while nobody listened', async () => {
      const { log, feed } = await make();
      const account = newAccount();
      const first = commitOf(account, 1, [{}]);
      const missed = commitOf(account, 2, [{}, {}]);

      const heard = await listen(feed, null, account, async (listening) => {
        await listening;
        await log.append([first]);
      });
      await log.append([missed]);
      const caughtUp = await listen(feed, heard.resumeAt, account, async () => {});

      expect(heard.commit).toEqual(first);
      expect(caughtUp.commit).toEqual(missed);
    });

    test('heads are the newest sequence of each account', async () => {
      const { log, feed } = await make();
      const [one, two] = [newAccount(), newAccount()];
      await log.append([commitOf(one, 1, [{}, {}]), commitOf(two, 1, [{}])]);
      await log.append([commitOf(one, 3, [{}, {}, {}])]);

      const heads = await collect(feed.heads());

      expect(heads).toContainEqual({ accountId: one, sequence: 5 });
      expect(heads).toContainEqual({ accountId: two, sequence: 1 });
    });
  });
}

const TERMS = {
  kind: 'terms',
  version: 1,
  companyId: 'company-1',
  unit: 'seat',
  capacity: 100 * SCALE,
  overage: 1_000,
  rate: null,
  madeAt: 0,
  allocationCost: 0,
  pool: { capacity: 10, overage: 0 },
} as const;

export function stateAfter(commits: readonly Commit[]): Account {
  return foldEntries(
    commits[0]?.accountId ?? '',
    commits.flatMap(({ entries }) => entries),
  );
}

/** Resolves with the first commit of the account that the feed tells. */
async function listen(
  feed: CapacityFeed,
  resumeAt: string | null,
  account: string,
  then: (listening: Promise<void>) => Promise<void>,
): Promise<{ commit: Commit; resumeAt: string }> {
  const stop = new AbortController();
  const heard = Promise.withResolvers<{ commit: Commit; resumeAt: string }>();
  const following = feed.follow(
    resumeAt,
    (commit, next) => {
      if (commit.accountId === account) heard.resolve({ commit, resumeAt: next });
    },
    stop.signal,
  );
  following.catch(heard.reject);
  await then(new Promise((resolve) => setTimeout(resolve, 200)));
  try {
    return await heard.promise;
  } finally {
    stop.abort();
    await following;
  }
}
