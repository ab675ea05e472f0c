import { expect, test } from 'vitest';
import type { Commit } from '../../../src/core/domain/capacity/account.ts';
import { CAMPAIGN, consume } from './commands.ts';
import { endOf, engineOn, entriesOf, openCampaign, withFaults } from './world.ts';

const UNKNOWN = 'unknown' as const;

test('a commit of unknown outcome that stands answers its callers as recorded', async () => {
  const log = await openCampaign();
  const engine = engineOn(
    withFaults(log, {
      async append(next, commits) {
        await next(commits);
        return commits.map(() => UNKNOWN);
      },
    }),
  );

  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'a' })))).toBe('recorded');
  expect(entriesOf(log)).toHaveLength(3);
});

test('a commit of unknown outcome that does not stand is decided and written again', async () => {
  const log = await openCampaign();
  let lost = false;
  const engine = engineOn(
    withFaults(log, {
      async append(next, commits) {
        if (lost) return next(commits);
        lost = true;
        return commits.map(() => UNKNOWN);
      },
    }),
  );

  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'a' })))).toBe('recorded');
  expect(entriesOf(log)).toHaveLength(3);
});

test('a commit that arrives after it was settled as lost counts once, and its caller is told its entry', async () => {
  const log = await openCampaign();
  let delayed: readonly Commit[] | null = null;
  const engine = engineOn(
    withFaults(log, {
      async append(next, commits) {
        if (!delayed) {
          delayed = commits;
          return commits.map(() => UNKNOWN);
        }
        await next(delayed);
        return next(commits);
      },
    }),
  );

  const answer = await engine.submit(CAMPAIGN, consume({ key: 'a' }));

  expect(answer).toMatchObject({ outcome: 'replayed', entry: entriesOf(log)[2] });
  expect(entriesOf(log)).toHaveLength(3);
});

test('nobody is answered while the outcome is unknown', async () => {
  const log = await openCampaign();
  const gate = Promise.withResolvers<boolean>();
  const engine = engineOn(
    withFaults(log, { append: async (_, commits) => commits.map(() => UNKNOWN), settle: () => gate.promise }),
  );
  let answered = false;
  const answer = engine.submit(CAMPAIGN, consume({ key: 'a' })).finally(() => {
    answered = true;
  });

  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answered).toBe(false);
  gate.resolve(true);
  await answer;
});

test('where nobody can tell, the caller is asked to come again, and the same key then finds out', async () => {
  const log = await openCampaign();
  let reachable = false;
  const engine = engineOn(
    withFaults(log, {
      async append(next, commits) {
        const outcomes = await next(commits);
        if (reachable) return outcomes;
        throw new Error('connection lost');
      },
      settle: () => Promise.reject(new Error('no primary')),
    }),
  );
  await expect(engine.submit(CAMPAIGN, consume({ key: 'a' }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  reachable = true;

  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'a' })))).toBe('replayed');
  expect(entriesOf(log)).toHaveLength(3);
});

test('a refusal is not given while it cannot be known whether the account has moved', async () => {
  const log = await openCampaign({ capacity: 1, overage: 0 });
  const engine = engineOn(withFaults(log, { moved: () => Promise.reject(new Error('no primary')) }));
  await engine.submit(CAMPAIGN, consume({ key: 'a' }));

  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'b' })))).toBe('UNAVAILABLE');
});

test('a log out of reach asks its callers to come again, and is used as soon as it is back', async () => {
  const log = await openCampaign();
  let reachable = false;
  const reported: unknown[] = [];
  const engine = engineOn(
    withFaults(log, { load: (wanted) => (reachable ? log.load(wanted) : Promise.reject(new Error('no primary'))) }),
    { report: (error) => reported.push(error) },
  );
  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'a' })))).toBe('UNAVAILABLE');
  reachable = true;

  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'a' })))).toBe('recorded');
  expect(reported).toEqual([new Error('no primary')]);
});

test('a log with a gap is not built upon', async () => {
  const log = await openCampaign();
  await engineOn(log).submit(CAMPAIGN, consume({ key: 'a' }));
  const damaged = withFaults(log, {
    async load(wanted) {
      const loaded = await log.load(wanted);
      const commits = loaded.get(CAMPAIGN)?.commits ?? [];
      return new Map([[CAMPAIGN, { checkpoint: null, commits: commits.toSpliced(1, 1), more: false }]]);
    },
  });

  expect(await endOf(engineOn(damaged).submit(CAMPAIGN, consume({ key: 'b' })))).toBe('UNAVAILABLE');
});

test('stopping while the log is out of reach refuses what waits instead of trying on', async () => {
  const log = await openCampaign();
  let attempts = 0;
  const engine = engineOn(
    withFaults(log, {
      load() {
        attempts += 1;
        return Promise.reject(new Error('no primary'));
      },
    }),
  );
  const waiting = Array.from({ length: 600 }, (_, index) =>
    endOf(engine.submit(CAMPAIGN, consume({ key: `k${index}` }))),
  );

  await engine.stop();

  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['UNAVAILABLE']));
  expect(attempts).toBe(1);
});

test('stopping tries once to settle what is unknown', async () => {
  const log = await openCampaign();
  let attempts = 0;
  const engine = engineOn(
    withFaults(log, {
      append: async (_, commits) => commits.map(() => UNKNOWN),
      settle() {
        attempts += 1;
        return Promise.reject(new Error('no primary'));
      },
    }),
  );
  const waiting = endOf(engine.submit(CAMPAIGN, consume({ key: 'a' })));

  await engine.stop();

  expect(await waiting).toBe('UNAVAILABLE');
  expect(attempts).toBe(1);
});
