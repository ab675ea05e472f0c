import { expect, test } from 'vitest';
import { SCALE } from '../../../src/core/domain/shared/quantity.ts';
import { CAMPAIGN, consume, release, status, terms } from './commands.ts';
import { endOf, engineOn, entriesOf, openCampaign, withFaults } from './world.ts';

test('a process whose state is old decides again on what the other one wrote', async () => {
  const log = await openCampaign({ capacity: 10, overage: 0 });
  const [one, two] = [engineOn(log, { process: '1' }), engineOn(log, { process: '2' })];
  await Promise.all([one.read(CAMPAIGN), two.read(CAMPAIGN)]);
  await one.submit(CAMPAIGN, consume({ key: 'a', quantity: 6 }));

  const tooMuch = await endOf(two.submit(CAMPAIGN, consume({ key: 'b', quantity: 6 })));
  const fits = await endOf(two.submit(CAMPAIGN, consume({ key: 'c', quantity: 4 })));

  expect([tooMuch, fits]).toEqual(['CAPACITY_EXCEEDED', 'recorded']);
});

test('no refusal rests on a state that another process had already changed', async () => {
  const log = await openCampaign({ unit: 'seat', capacity: 1, overage: 0 });
  const [one, two] = [engineOn(log, { process: '1' }), engineOn(log, { process: '2' })];
  await one.submit(CAMPAIGN, consume({ key: 'a', subject: 'ann' }));
  await two.read(CAMPAIGN);
  await one.submit(CAMPAIGN, release('ann', 'b'));

  expect(await endOf(two.submit(CAMPAIGN, consume({ key: 'c', subject: 'bob' })))).toBe('recorded');
});

test('a place that another process released is not answered as still there', async () => {
  const log = await openCampaign({ unit: 'seat' });
  const [one, two] = [engineOn(log, { process: '1' }), engineOn(log, { process: '2' })];
  await two.submit(CAMPAIGN, consume({ key: 'a', subject: 'ann' }));
  await one.submit(CAMPAIGN, release('ann', 'b'));

  expect(await endOf(two.submit(CAMPAIGN, consume({ key: 'c', subject: 'ann' })))).toBe('recorded');
});

test('a read sees what another process was already told to be recorded', async () => {
  const log = await openCampaign();
  const [one, two] = [engineOn(log, { process: '1' }), engineOn(log, { process: '2' })];
  await two.read(CAMPAIGN);
  await one.submit(CAMPAIGN, consume({ key: 'a', quantity: 7 }));

  expect((await two.read(CAMPAIGN)).balances[CAMPAIGN]?.consumed).toBe(7 * SCALE);
});

test('a campaign that another process closed takes nothing more', async () => {
  const log = await openCampaign();
  const [one, two] = [engineOn(log, { process: '1' }), engineOn(log, { process: '2' })];
  await two.submit(CAMPAIGN, consume({ key: 'a' }));
  await one.submit(CAMPAIGN, status('paused', 3));

  expect(await endOf(two.submit(CAMPAIGN, consume({ key: 'b' })))).toBe('CAMPAIGN_NOT_OPEN');
});

test('a key that the other process recorded answers its entry', async () => {
  const log = await openCampaign();
  const [one, two] = [engineOn(log, { process: '1' }), engineOn(log, { process: '2' })];
  await two.read(CAMPAIGN);
  const first = await one.submit(CAMPAIGN, consume({ key: 'a' }));

  expect(await two.submit(CAMPAIGN, consume({ key: 'a' }))).toEqual({ ...first, outcome: 'replayed' });
});

test('the pool of a bundle is one limit over all its campaigns, whichever process they go through', async () => {
  const account = 'subscription-1';
  const campaigns = ['bundle-1', 'bundle-2'];
  const log = await openCampaign();
  const [one, two] = [engineOn(log, { process: '1' }), engineOn(log, { process: '2' })];
  for (const campaignId of campaigns) {
    await one.submit(
      account,
      terms({ campaignId, unit: 'learner', capacity: 10, overage: 0, pool: { capacity: 12, overage: 0 } }),
    );
    await one.submit(account, status('active', 2, campaignId));
  }

  const asked = Array.from({ length: 20 }, (_, index) => {
    const campaignId = campaigns[index % 2] ?? '';
    return endOf(
      (index % 3 ? one : two).submit(account, consume({ campaignId, key: `k${index}`, subject: `s${index}` })),
    );
  });

  expect((await Promise.all(asked)).filter((end) => end === 'recorded')).toHaveLength(12);
});

test('after five lost races the caller is asked to come again, and the key is free', async () => {
  const log = await openCampaign();
  let races = 0;
  const losing = withFaults(log, {
    append: async (next, commits) => {
      if (races >= 5) return next(commits);
      races += 1;
      return commits.map(() => 'stale' as const);
    },
  });
  const engine = engineOn(losing);

  await expect(engine.submit(CAMPAIGN, consume({ key: 'a' }))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    retryAfter: 1,
  });

  expect(await endOf(engine.submit(CAMPAIGN, consume({ key: 'a' })))).toBe('recorded');
  expect(entriesOf(log)).toHaveLength(3);
});
