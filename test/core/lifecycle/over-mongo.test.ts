import { afterAll, describe, expect, test } from 'vitest';
import { ensureCapacityIndexes } from '../../../src/adapters/mongo/capacity-collections.ts';
import { createMongoCapacityLog } from '../../../src/adapters/mongo/capacity-log.ts';
import { connectMongo } from '../../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../../src/adapters/mongo/indexes.ts';
import { createMongoPorts } from '../../../src/adapters/mongo/ports.ts';
import { createNotifier } from '../../../src/adapters/notify/channel.ts';
import { createUuids } from '../../../src/adapters/system/ids.ts';
import { createCampaign } from '../../../src/core/usecases/campaigns/create-campaign.ts';
import { createCapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { runDueActions } from '../../../src/core/usecases/lifecycle/run-schedule.ts';
import { transitionCampaign } from '../../../src/core/usecases/lifecycle/transition-campaign.ts';
import { putTerms } from '../../../src/core/usecases/terms/put-terms.ts';
import { openTestDatabase } from '../../setup/database.ts';
import { createManualClock } from '../../support/clock.ts';
import { ADMIN, as, furnish } from '../campaign/world.ts';

const { uri } = await openTestDatabase();
const clock = createManualClock('2025-01-02T09:00:00Z');

async function startProcess() {
  const mongo = await connectMongo(uri);
  await Promise.all([ensureIndexes(mongo.db), ensureCapacityIndexes(mongo.db)]);
  const ids = createUuids();
  const capacityLog = createMongoCapacityLog(mongo.db);
  const accounts = createCapacityAccounts({ capacityLog, clock, ids });
  afterAll(async () => {
    await accounts.stop();
    await mongo.client.close();
  });
  return { ...createMongoPorts(mongo), clock, ids, capacityLog, accounts, notifier: createNotifier({}) };
}

const one = await startProcess();
const other = await startProcess();
const world = await furnish(one);

describe('two processes on one database', () => {
  test('take a campaign along an edge once, and the slower one is told where it stands', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await world.make();
      const outcomes = await Promise.allSettled(
        [one, other, one, other].map((core) => transitionCampaign(core, ADMIN, { id, to: 'planned' })),
      );
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(refused.map(({ reason }) => reason.code)).toEqual(Array(3).fill('INVALID_TRANSITION'));
      expect(await one.campaigns.transitions(id)).toHaveLength(1);
    }
  });

  test('give away no more than the whole of a subscription', async () => {
    const { id: subscriptionId } = await world.subscribe();
    const campaigns = await Promise.all(Array.from({ length: 6 }, () => world.make({ terms: null })));
    const terms = { model: 'bundle' as const, subscriptionId, share: 0.3 };
    const outcomes = await Promise.allSettled(
      campaigns.map(({ id: campaignId, version: ifVersion }, at) =>
        putTerms(at % 2 ? one : other, as('sales'), { campaignId, ifVersion, terms }),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason.code);
    expect(refused.every((code) => code === 'SHARES_EXCEEDED' || code === 'UNAVAILABLE')).toBe(true);
    const shares = Object.values((await one.companies.findSubscription(subscriptionId))?.shares ?? {});
    expect(shares).toHaveLength(outcomes.length - refused.length);
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(10_000);
  });

  test('make what carries one key once', async () => {
    const keyed = as('sales', null, 'raced');
    const input = { companyId: world.company.id, name: 'Once' };
    const answers = await Promise.all([one, other, one, other].map((core) => createCampaign(core, keyed, input)));
    expect(new Set(answers.map(({ result }) => result.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  test('run what is due once, whoever is first', async () => {
    const campaigns = await Promise.all(Array.from({ length: 4 }, () => world.make()));
    for (const { id } of campaigns) await world.move(id, 'planned');
    clock.set(Temporal.Instant.from('2025-01-16T00:00:00Z').epochMilliseconds);
    await Promise.all([one, other, one].map((core) => runDueActions(core)));
    for (const { id } of campaigns) {
      const history = await one.campaigns.transitions(id);
      expect(history.map(({ to, trigger }) => `${to} ${trigger}`)).toEqual(['planned manual', 'active schedule']);
      expect(await one.campaigns.instances(id)).toHaveLength(1);
      expect((await other.accounts.read(id)).balances[id]?.status).toBe('active');
    }
  });
});
