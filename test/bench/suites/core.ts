import { createMongoCapacityLog } from '../../../src/adapters/mongo/capacity-log.ts';
import { alternate, drive } from '../drive.ts';
import { engineOn, prepareLoad } from '../engine.ts';
import { startMongo } from '../mongo.ts';
import { type Comparison, milliseconds, perSecond } from '../report.ts';
import { createTransactionPerRequest } from '../transaction-per-request.ts';
import { campaignIds, keysWithRepeats } from '../workload.ts';

const AT_ONCE = 64;

/** Group commit against a transaction for each request, both through the driver on one mongod. */
export async function compareWithTransactions(rounds: number): Promise<Comparison[]> {
  const { db, stop } = await startMongo();
  const accounts = engineOn(createMongoCapacityLog(db));
  const transactions = await createTransactionPerRequest(db);

  async function transactionLoad(campaigns: number, total: number) {
    const ids = campaignIds(campaigns);
    await Promise.all(ids.map(transactions.open));
    return () => {
      const keys = keysWithRepeats(total, 0.02, campaigns);
      return drive(AT_ONCE, total, (index) => transactions.consume(ids[index % campaigns] ?? '', keys[index] ?? ''));
    };
  }

  const one = await alternate(rounds, {
    ours: await prepareLoad(accounts, { campaigns: 1, atOnce: AT_ONCE, total: 20_000 }),
    other: await transactionLoad(1, 500),
  });
  const many = await alternate(rounds, {
    ours: await prepareLoad(accounts, { campaigns: 1_000, atOnce: AT_ONCE, total: 15_000 }),
    other: await transactionLoad(1_000, 3_000),
  });
  await accounts.stop();
  await stop();
  return [
    {
      name: 'one campaign, requests',
      ours: perSecond(one.ours.perSecond),
      other: perSecond(one.other.perSecond),
      ratio: one.ours.perSecond / one.other.perSecond,
      target: 20,
    },
    {
      name: 'one campaign, p99',
      ours: milliseconds(one.ours.p99),
      other: milliseconds(one.other.p99),
      ratio: one.ours.p99 / one.other.p99,
      target: 0.05,
      atMost: true,
    },
    {
      name: '1 000 campaigns, requests',
      ours: perSecond(many.ours.perSecond),
      other: perSecond(many.other.perSecond),
      ratio: many.ours.perSecond / many.other.perSecond,
      target: 4,
    },
  ];
}
