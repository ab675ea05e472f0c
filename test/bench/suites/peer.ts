import { createMongoCapacityLog } from '../../../src/adapters/mongo/capacity-log.ts';
import { alternate, drive, type Measured } from '../drive.ts';
import { engineOn, type Load, prepareLoad } from '../engine.ts';
import { startMongo } from '../mongo.ts';
import { connectPostgres } from '../peer/postgres-client.ts';
import { consumeByFunction, createFunction, openCounter } from '../peer/postgres-function.ts';
import { createPostgresLog } from '../peer/postgres-log.ts';
import { startPostgres } from '../peer/postgres-server.ts';
import { type Comparison, perSecond } from '../report.ts';
import { campaignIds, keysWithRepeats } from '../workload.ts';

const SAME_ENGINE: readonly (Load & { name: string; target: number })[] = [
  { name: 'one campaign, 64 at a time', campaigns: 1, atOnce: 64, total: 20_000, target: 0.4 },
  { name: 'one campaign, 256 at a time', campaigns: 1, atOnce: 256, total: 40_000, target: 0.65 },
  { name: '1 000 campaigns, 64 at a time', campaigns: 1_000, atOnce: 64, total: 15_000, target: 0.35 },
  { name: '1 000 campaigns, 256 at a time', campaigns: 1_000, atOnce: 256, total: 20_000, target: 0.35 },
  { name: 'one campaign of seats, 64 at a time', campaigns: 1, atOnce: 64, total: 15_000, seats: true, target: 0.4 },
];

/** The same group commit over PostgreSQL, and PostgreSQL with one function call for each request. */
export async function compareWithPostgres(rounds: number): Promise<Comparison[]> {
  const mongo = await startMongo();
  const postgres = await startPostgres();
  const pool = connectPostgres(postgres, 64);
  const rows: Comparison[] = [];
  try {
    const ours = engineOn(createMongoCapacityLog(mongo.db));
    const other = engineOn(await createPostgresLog(pool));
    for (const { name, target, ...load } of SAME_ENGINE) {
      const contenders = { ours: await prepareLoad(ours, load), other: await prepareLoad(other, load) };
      rows.push(row(name, await alternate(rounds, contenders), target));
    }
    await createFunction(pool);
    const account = campaignIds(1)[0] ?? '';
    await openCounter(pool, account);
    const byFunction = () => {
      const keys = keysWithRepeats(2_000, 0.02, 1);
      return drive(64, keys.length, (index) => consumeByFunction(pool, account, keys[index] ?? ''));
    };
    const load = await prepareLoad(ours, { campaigns: 1, atOnce: 64, total: 20_000 });
    rows.push(
      row(
        'one campaign, 64 at a time, a function call each',
        await alternate(rounds, { ours: load, other: byFunction }),
        5,
      ),
    );
  } finally {
    await pool.end();
    await postgres.stop();
    await mongo.stop();
  }
  return rows;
}

function row(name: string, { ours, other }: { ours: Measured; other: Measured }, target: number): Comparison {
  const ratio = ours.perSecond / other.perSecond;
  return { name, ours: perSecond(ours.perSecond), other: perSecond(other.perSecond), ratio, target };
}
