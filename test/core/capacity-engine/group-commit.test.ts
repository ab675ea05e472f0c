import { expect, test } from 'vitest';
import { foldEntries } from '../../../src/core/domain/capacity/apply.ts';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { CHECKPOINT_EVERY } from '../../../src/core/usecases/capacity/checkpoints.ts';
import { createManualClock } from '../../support/clock.ts';
import { CAMPAIGN, consume, hold, release, reverse, status, terms } from './commands.ts';
import { endOf, engineOn, entriesOf, openCampaign, START, withFaults } from './world.ts';

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

test('requests that arrive while a commit is under way form the next one', async () => {
  const log = await openCampaign();
  const gate = Promise.withResolvers<void>();
  const sizes: number[] = [];
  const engine = engineOn(
    withFaults(log, {
      append: async (next, commits) => {
        sizes.push(...commits.map(({ entries }) => entries.length));
        if (sizes.length === 1) await gate.promise;
        return next(commits);
      },
    }),
  );
  const first = engine.submit(CAMPAIGN, consume({ key: 'first' }));
  while (sizes.length === 0) await Promise.resolve();
  const others = times(20, (index) => engine.submit(CAMPAIGN, consume({ key: `k${index}` })));
  gate.resolve();

  await Promise.all([first, ...others]);

  expect(sizes).toEqual([1, 20]);
});

test('one append carries the commits of all accounts', async () => {
  const log = await openCampaign();
  const other = '01890000-0000-7000-8000-0000000000c2';
  const appends: string[][] = [];
  const engine = engineOn(
    withFaults(log, {
      append: (next, commits) => {
        appends.push(commits.map(({ accountId }) => accountId));
        return next(commits);
      },
    }),
  );

  await Promise.all([
    engine.submit(other, terms({ campaignId: other })),
    engine.submit(CAMPAIGN, consume({ key: 'a' })),
    engine.submit(CAMPAIGN, consume({ key: 'b' })),
  ]);

  expect(appends).toEqual([[other, CAMPAIGN]]);
});

test('a commit carries at most 512 requests', async () => {
  const log = await openCampaign({ capacity: 2_000 });
  const engine = engineOn(log);

  await Promise.all(times(1_200, (index) => engine.submit(CAMPAIGN, consume({ key: `k${index}` }))));

  expect(log.commits().map(({ entries }) => entries.length)).toEqual([1, 1, 512, 512, 176]);
});

test('a commit stays near 1 MiB however long its keys are', async () => {
  const log = await openCampaign({ capacity: 2_000 });
  const engine = engineOn(log);
  const long = 'x'.repeat(1_000);

  await Promise.all(times(512, (index) => engine.submit(CAMPAIGN, consume({ key: `${long}${index}` }))));

  const sizes = log.commits().map(({ entries }) => JSON.stringify(entries).length);
  expect(Math.max(...sizes)).toBeLessThan(1_100_000);
  expect(entriesOf(log)).toHaveLength(514);
});

test('of two requests with one key, at the same time or later, the second is told the first one’s entry', async () => {
  const log = await openCampaign();
  const engine = engineOn(log);
  const command = consume({ key: 'once' });

  const [first, second] = await Promise.all([engine.submit(CAMPAIGN, command), engine.submit(CAMPAIGN, command)]);
  const third = await engine.submit(CAMPAIGN, command);
  const elsewhere = await engineOn(log, { process: '1' }).submit(CAMPAIGN, command);

  expect(first).toMatchObject({ outcome: 'recorded' });
  for (const answer of [second, third, elsewhere]) expect(answer).toEqual({ ...first, outcome: 'replayed' });
  expect(entriesOf(log)).toHaveLength(3);
});

test('a key that comes with another request is refused, at the same time or later', async () => {
  const log = await openCampaign();
  const engine = engineOn(log);

  const together = await Promise.all([
    endOf(engine.submit(CAMPAIGN, consume({ key: 'once', quantity: 1 }))),
    endOf(engine.submit(CAMPAIGN, consume({ key: 'once', quantity: 2 }))),
  ]);
  const later = await endOf(engine.submit(CAMPAIGN, consume({ key: 'once', quantity: 3 })));
  const elsewhere = await endOf(engineOn(log).submit(CAMPAIGN, consume({ key: 'once', quantity: 4 })));

  expect([...together, later, elsewhere]).toEqual(['recorded', ...times(3, () => 'IDEMPOTENCY_KEY_REUSED')]);
});

test('exactly the hard limit is taken when more arrive at once, and refused requests keep no key', async () => {
  const log = await openCampaign({ capacity: 100 });
  const engine = engineOn(log);

  const ends = await Promise.all(times(256, (index) => endOf(engine.submit(CAMPAIGN, consume({ key: `k${index}` })))));

  expect(ends.filter((end) => end === 'recorded')).toHaveLength(110);
  expect(ends.filter((end) => end === 'CAPACITY_EXCEEDED')).toHaveLength(146);
  expect(Math.max(...entriesOf(log).map(({ after }) => after.consumed))).toBe(110 * SCALE);
});

test('each threshold is crossed by one entry, whoever came at once', async () => {
  const log = await openCampaign({ capacity: 100 });
  const engine = engineOn(log);

  await Promise.all(times(256, (index) => endOf(engine.submit(CAMPAIGN, consume({ key: `k${index}` })))));

  expect(entriesOf(log).flatMap(({ thresholds }) => thresholds?.raised ?? [])).toEqual([80, 90, 100, 110]);
});

test('a subject who asks twice at once has one place, and so has one who asks again', async () => {
  const log = await openCampaign({ unit: 'seat' });
  const engine = engineOn(log);

  const together = await Promise.all(
    ['a', 'b'].map((key) => engine.submit(CAMPAIGN, consume({ key, subject: 'volunteer-1' }))),
  );
  const again = await engine.submit(CAMPAIGN, consume({ key: 'c', subject: 'volunteer-1' }));

  const place = entriesOf(log).at(-1);
  expect(together).toEqual([
    { outcome: 'recorded', entry: place },
    { outcome: 'existing', entry: place },
  ]);
  expect(again).toEqual({ outcome: 'existing', entry: place });
});

test('a subject takes, leaves and takes a place in one batch, in order of arrival', async () => {
  const log = await openCampaign({ unit: 'seat' });
  const engine = engineOn(log);

  const ends = await Promise.all([
    endOf(engine.submit(CAMPAIGN, release('volunteer-1', 'too-early'))),
    endOf(engine.submit(CAMPAIGN, consume({ key: 'in', subject: 'volunteer-1' }))),
    endOf(engine.submit(CAMPAIGN, release('volunteer-1', 'out'))),
    endOf(engine.submit(CAMPAIGN, consume({ key: 'in-again', subject: 'volunteer-1' }))),
  ]);

  expect(ends).toEqual(['NOTHING_TO_RELEASE', 'recorded', 'recorded', 'recorded']);
  expect(
    entriesOf(log)
      .slice(2)
      .map(({ kind }) => kind),
  ).toEqual(['consume', 'release', 'consume']);
});

test('two reversals of one entry in a batch never take back more than it has', async () => {
  const log = await openCampaign();
  const engine = engineOn(log);
  const taken = await engine.submit(CAMPAIGN, consume({ key: 'in', quantity: 5 }));
  const entryId = taken.outcome === 'recorded' ? taken.entry.id : '';

  const ends = await Promise.all([
    endOf(engine.submit(CAMPAIGN, reverse(entryId, 'r1', 3))),
    endOf(engine.submit(CAMPAIGN, reverse(entryId, 'r2', 3))),
    endOf(engine.submit(CAMPAIGN, reverse(entryId, 'r3', 2))),
  ]);

  expect(ends).toEqual(['recorded', 'NOTHING_TO_REVERSE', 'recorded']);
});

test('a key older than memory answers its entry again, though the same request would be refused by now', async () => {
  const log = await openCampaign({ capacity: 10, overage: 0 });
  const engine = engineOn(log, { memory: { accounts: 10, keys: 1, subjects: 1 } });
  const old = await engine.submit(CAMPAIGN, consume({ key: 'old' }));
  await Promise.all(times(9, (index) => engine.submit(CAMPAIGN, consume({ key: `k${index}` }))));

  const again = await engine.submit(CAMPAIGN, consume({ key: 'old' }));
  const fresh = await endOf(engine.submit(CAMPAIGN, consume({ key: 'fresh' })));

  expect(again).toEqual({ ...old, outcome: 'replayed' });
  expect(fresh).toBe('CAPACITY_EXCEEDED');
});

test('keys older than memory do not keep the others of their batch from being recorded', async () => {
  const log = await openCampaign();
  const engine = engineOn(log, { memory: { accounts: 10, keys: 1, subjects: 1 } });
  await Promise.all(times(20, (index) => engine.submit(CAMPAIGN, consume({ key: `old${index}` }))));

  const ends = await Promise.all(
    times(40, (index) =>
      endOf(engine.submit(CAMPAIGN, consume({ key: index % 2 ? `old${(index - 1) / 2}` : `new${index}` }))),
    ),
  );

  expect(ends).toEqual(times(40, (index) => (index % 2 ? 'replayed' : 'recorded')));
});

test('more than the queue holds is asked to come again', async () => {
  const engine = engineOn(await openCampaign(), { maxQueue: 10 });

  const answers = times(12, (index) => engine.submit(CAMPAIGN, consume({ key: `k${index}` })));

  await expect(answers[11]).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 1 });
  expect(await Promise.all(answers.slice(0, 10).map(endOf))).toEqual(times(10, () => 'recorded'));
  await expect(answers[10]).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

test('stopping answers what is under way and takes nothing more', async () => {
  const log = await openCampaign();
  const engine = engineOn(log);
  const underWay = engine.submit(CAMPAIGN, consume({ key: 'under-way' }));

  await engine.stop();

  expect(await endOf(underWay)).toBe('recorded');
  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'late' })))).toBe('UNAVAILABLE');
});

test('the time of recording never goes back, though the clock does', async () => {
  const log = await openCampaign();
  const clock = createManualClock(START + 10_000);
  const engine = engineOn(log, { clock });
  await engine.submit(CAMPAIGN, consume({ key: 'a' }));
  clock.set(START);

  await engine.submit(CAMPAIGN, consume({ key: 'b' }));

  expect(entriesOf(log).map(({ recordedAt }) => recordedAt - START)).toEqual([0, 0, 10_000, 10_000]);
});

test('what is due is read as done before anything wrote it, and written first by the next commit', async () => {
  const log = await openCampaign();
  const clock = createManualClock(START);
  const engine = engineOn(log, { clock });
  await engine.submit(CAMPAIGN, hold('h', 1_000, null, 5));
  clock.advance(1_000);

  const read = await engine.read(CAMPAIGN);
  const written = entriesOf(log).length;
  await engine.submit(CAMPAIGN, consume({ key: 'a' }));

  expect(read.balances[CAMPAIGN]?.held).toBe(0);
  expect(
    entriesOf(log)
      .slice(written)
      .map(({ kind }) => kind),
  ).toEqual(['lapse', 'consume']);
});

test('a read among writes of its batch sees those that came before it', async () => {
  const engine = engineOn(await openCampaign());

  const [, read] = await Promise.all([
    engine.submit(CAMPAIGN, consume({ key: 'a', quantity: 3 })),
    engine.read(CAMPAIGN),
    engine.submit(CAMPAIGN, consume({ key: 'b', quantity: 4 })),
  ]);

  expect(read?.balances[CAMPAIGN]?.consumed).toBe(3 * SCALE);
});

test('a late change is dropped, and the same change told twice stands once', async () => {
  const log = await openCampaign();
  const engine = engineOn(log);
  await engine.submit(CAMPAIGN, status('paused', 5));

  expect(await endOf(engine.submit(CAMPAIGN, status('active', 4)))).toBe('nothing');
  expect(await endOf(engineOn(log).submit(CAMPAIGN, status('paused', 5)))).toBe('replayed');
  expect(entriesOf(log)).toHaveLength(3);
});

test('a state folded from a checkpoint is the state folded from the whole log', async () => {
  const log = await openCampaign({ capacity: 5_000 });
  const engine = engineOn(log);
  await Promise.all(times(CHECKPOINT_EVERY + 200, (index) => engine.submit(CAMPAIGN, consume({ key: `k${index}` }))));
  await engine.stop();

  const checkpoint = (await log.load([{ accountId: CAMPAIGN }])).get(CAMPAIGN)?.checkpoint;
  const read = await engineOn(log).read(CAMPAIGN);

  expect(checkpoint?.sequence).toBeGreaterThanOrEqual(CHECKPOINT_EVERY);
  expect(read).toEqual(foldEntries(CAMPAIGN, entriesOf(log)));
});

test('a log too long for one answer is read in parts', async () => {
  const log = await openCampaign();
  const engine = engineOn(log);
  for (let index = 0; index < 5; index += 1) await engine.submit(CAMPAIGN, consume({ key: `k${index}` }));
  const inParts = withFaults(log, {
    async load(wanted) {
      const loaded = await log.load(wanted);
      return new Map(
        [...loaded].map(([id, { checkpoint, commits }]) => [
          id,
          { checkpoint, commits: commits.slice(0, 2), more: commits.length > 2 },
        ]),
      );
    },
  });

  expect(await engineOn(inParts).read(CAMPAIGN)).toEqual(foldEntries(CAMPAIGN, entriesOf(log)));
});
