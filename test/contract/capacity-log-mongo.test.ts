import { expect, test } from 'vitest';
import { checkpointsOf, commitsOf, ensureCapacityIndexes } from '../../src/adapters/mongo/capacity-collections.ts';
import { createMongoCapacityFeed } from '../../src/adapters/mongo/capacity-feed.ts';
import { createMongoCapacityLog } from '../../src/adapters/mongo/capacity-log.ts';
import { proveEach } from '../../src/adapters/mongo/capacity-proof.ts';
import { foldEntries } from '../../src/core/domain/capacity/apply.ts';
import { openTestDatabase } from '../setup/database.ts';
import { commitOf, describeCapacityLog, stateAfter } from './capacity-log.ts';

const { client, db, name } = await openTestDatabase();
await ensureCapacityIndexes(db);

const log = createMongoCapacityLog(db);
const feed = createMongoCapacityFeed(db);

describeCapacityLog('mongo', async () => ({ log, feed }));
describeCapacityLog('mongo, proving document by document', async () => ({
  log: createMongoCapacityLog(db, { prove: proveEach(db) }),
  feed,
}));

async function withFailure(data: object, work: () => Promise<void>): Promise<void> {
  const admin = client.db('admin');
  const failPoint = { configureFailPoint: 'failCommand' };
  await admin.command({ ...failPoint, mode: { times: 1 }, data: { ...data, namespace: `${name}.capacityLog` } });
  try {
    await work();
  } finally {
    await admin.command({ ...failPoint, mode: 'off' });
  }
}

test('a connection that breaks before the insert leaves the outcome unknown, and settling says that it does not stand', async () => {
  const commit = commitOf('broken-before', 1, [{}]);
  await withFailure({ failCommands: ['insert'], closeConnection: true }, async () => {
    await expect(log.append([commit])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  expect(await log.settle(commit)).toBe(false);
});

test('a majority that was not waited for leaves the outcome unknown, and settling says that it stands', async () => {
  const commit = commitOf('not-waited', 1, [{}]);
  const writeConcernError = { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting for replication timed out' };
  await withFailure({ failCommands: ['insert'], writeConcernError }, async () => {
    await expect(log.append([commit])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  expect(await log.settle(commit)).toBe(true);
});

test('the index that refused tells a stale sequence from a repeated key even where both are wrong', async () => {
  await log.append([commitOf('both', 1, [{ key: 'once' }])]);

  expect(await log.append([commitOf('both', 1, [{ key: 'once' }])])).toEqual(['stale']);
});

test('a checkpoint that the log does not confirm is left aside', async () => {
  const account = 'restored';
  const commits = [commitOf(account, 1, [{}, {}]), commitOf(account, 3, [{}])];
  for (const commit of commits) await log.append([commit]);
  await log.saveCheckpoint(
    foldEntries(
      account,
      commits.flatMap(({ entries }) => entries),
    ),
  );
  await commitsOf(db).deleteOne({ _id: { a: account, s: 3 } });
  const other = commitOf(account, 3, [{}]);
  await log.append([other]);

  const loaded = (await log.load([{ accountId: account }])).get(account);

  expect(loaded).toEqual({ checkpoint: null, commits: [commits[0], other], more: false });
});

test('a checkpoint of a log that was longer once does not stand in the way of new ones', async () => {
  const account = 'shorter';
  const commits = [commitOf(account, 1, [{}, {}]), commitOf(account, 3, [{}, {}])];
  for (const commit of commits) await log.append([commit]);
  await log.saveCheckpoint(stateAfter(commits));
  await commitsOf(db).deleteOne({ _id: { a: account, s: 3 } });
  await log.load([{ accountId: account }]);
  const early = stateAfter(commits.slice(0, 1));
  await log.saveCheckpoint(early);

  expect((await log.load([{ accountId: account }])).get(account)).toEqual({
    checkpoint: early,
    commits: [],
    more: false,
  });
});

test('a state in the middle of a commit makes no checkpoint', async () => {
  const commit = commitOf('half', 1, [{}, {}]);
  await log.append([commit]);
  await log.saveCheckpoint(foldEntries('half', commit.entries.slice(0, 1)));

  expect(await checkpointsOf(db).countDocuments({ _id: 'half' })).toBe(0);
});

test('lookups go through an index', async () => {
  const plans = await Promise.all([
    commitsOf(db)
      .find({ s: { $in: ['a', 'b'] }, '_id.a': { $in: ['x', 'y'] } })
      .explain(),
    commitsOf(db)
      .find({ r: { $in: ['a', 'b'] }, '_id.a': 'x' })
      .explain(),
    commitsOf(db)
      .find({ '_id.a': 'x', k: { $in: ['a', 'b'] } })
      .explain(),
  ]);

  for (const plan of plans) expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  expect(JSON.stringify(plans[0])).toContain('"indexName":"s_1__id.a_1"');
  expect(JSON.stringify(plans[1])).toContain('"indexName":"r_1"');
});

test('a resume point that the database no longer has is told as lost', async () => {
  const historyLost = { failCommands: ['aggregate'], errorCode: 286 };
  await withFailure(historyLost, async () => {
    const following = feed.follow('8265000000000000012B0229296E04', () => {}, new AbortController().signal);

    await expect(following).rejects.toMatchObject({ name: 'RESUME_LOST' });
  });
});

test('a feed whose collection is dropped ends with an error instead of waiting for ever', async () => {
  const other = createMongoCapacityFeed(client.db(`${name}-gone`));
  const dropped = client.db(`${name}-gone`);
  await ensureCapacityIndexes(dropped);
  const following = other.follow(null, () => {}, new AbortController().signal);
  const ended = expect(following).rejects.toThrow('The change stream ended');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await dropped.dropDatabase();

  await ended;
});
