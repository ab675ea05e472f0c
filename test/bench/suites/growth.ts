import { performance } from 'node:perf_hooks';
import { ensureCapacityIndexes } from '../../../src/adapters/mongo/capacity-collections.ts';
import { createMongoCapacityLog } from '../../../src/adapters/mongo/capacity-log.ts';
import type { CapacityAccounts } from '../../../src/core/usecases/capacity/accounts.ts';
import { alternate, drive, type Measured, median } from '../drive.ts';
import { engineOn } from '../engine.ts';
import { startMongo } from '../mongo.ts';
import { type Comparison, milliseconds, perSecond } from '../report.ts';
import { campaignIds, consume, keysWithRepeats, openCampaigns } from '../workload.ts';

const SMALL = 1_000;
/** Two entries open a campaign: this one is just short of its first checkpoint, so both accounts have entries to fold. */
const SHORT = 997;
const COLD = 100_000;
const OPENINGS = 15;

/** What a long ledger costs: the same consumption on a short and on a long one, and opening an account that is not in memory. */
export async function measureGrowth(rounds: number, large: number): Promise<Comparison[]> {
  const { db, stop } = await startMongo();
  const log = createMongoCapacityLog(db);
  const accounts = engineOn(log);
  const [long = '', cold = '', short = ''] = campaignIds(3);
  await openCampaigns(accounts, [long, cold, short]);
  await fill(accounts, cold, COLD);
  await fill(accounts, short, SHORT);
  await accounts.stop();

  const opened = { short: [] as number[], cold: [] as number[] };
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    opened.short.push(await timeOpening(engineOn(log), short));
    opened.cold.push(await timeOpening(engineOn(log), cold));
  }

  const warm = engineOn(log);
  await fill(warm, long, large);
  await db.admin().command({ fsync: 1 });
  const fresh = async () => {
    const small = db.client.db(`small-${crypto.randomUUID()}`);
    await ensureCapacityIndexes(small);
    const others = engineOn(createMongoCapacityLog(small));
    const [id = ''] = campaignIds(1);
    await openCampaigns(others, [id]);
    await fill(others, id, SMALL);
    const measured = await consumeFrom(others, id);
    await others.stop();
    await small.dropDatabase();
    return measured;
  };
  // Short rounds and many of them: the difference looked for is smaller than what a busy machine does to one round.
  const flat = await alternate(2 * rounds + 1, { ours: () => consumeFrom(warm, long), other: fresh });
  await warm.stop();
  await stop();
  const [ofCold, ofShort] = [median(opened.cold), median(opened.short)];
  return [
    {
      name: `consumption with ${large.toLocaleString('en')} entries, beside ${SMALL.toLocaleString('en')}`,
      ours: perSecond(flat.ours.perSecond),
      other: perSecond(flat.other.perSecond),
      ratio: flat.ours.perSecond / flat.other.perSecond,
      target: 0.8,
    },
    {
      name: `opening a cold account of ${COLD.toLocaleString('en')} entries, beside ${SMALL.toLocaleString('en')}`,
      ours: milliseconds(ofCold),
      other: milliseconds(ofShort),
      ratio: ofCold / ofShort,
      target: 2,
      atMost: true,
    },
  ];
}

async function fill(accounts: CapacityAccounts, campaignId: string, entries: number): Promise<void> {
  await drive(1_024, entries, () => {
    const key = crypto.randomUUID();
    return accounts.submit(campaignId, consume(campaignId, key));
  });
}

function consumeFrom(accounts: CapacityAccounts, campaignId: string): Promise<Measured> {
  const keys = keysWithRepeats(4_000, 0.02, 1);
  return drive(64, keys.length, (index) => {
    const key = keys[index] ?? '';
    return accounts.submit(campaignId, consume(campaignId, key));
  });
}

async function timeOpening(accounts: CapacityAccounts, campaignId: string): Promise<number> {
  const begun = performance.now();
  await accounts.read(campaignId);
  return performance.now() - begun;
}
