/** Fills in many activities against a real mongod and says how fast, in how much memory: node test/bench/backfill.ts [COUNT] */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { startTestMongod } from '../../scripts/mongod/start-test-mongod.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { createActivityWorld } from '../http/activity-world.ts';
import { createTestApi } from '../http/support.ts';
import { CREDITS, SEATS } from '../http/world.ts';
import { writeActivities } from '../support/activities-file.ts';

const count = Number(process.argv[2] ?? 1_000_000);
const mongod = await startTestMongod();
const folder = await mkdtemp(join(tmpdir(), 'backfill-'));
try {
  const uri = mongod.uri;
  const api = createTestApi(await mongoAdapters(uri));
  const world = createActivityWorld(api);
  const companyIds = await Promise.all(['A', 'B', 'C'].map((name) => world.company(name)));
  const credits: string[] = [];
  for (const companyId of companyIds) {
    credits.push(await world.active(companyId, { ...CREDITS, creditAllocation: 100_000_000 }, 'Credits', ['a']));
    await world.active(companyId, SEATS, 'Seats', ['a', 'b']);
    await world.active(companyId, SEATS, 'More seats', ['x', 'y', 'z']);
  }
  const file = join(folder, 'activities.ndjson');
  const tags = [[], ['a'], ['a', 'b'], ['c']];
  await writeActivities({ file, count, companyIds, tags, until: Date.now(), undatedEvery: 10_000 });
  console.log(
    `${count} activities of ${companyIds.length} companies, ${Math.round((await stat(file)).size / 2 ** 20)} MiB`,
  );
  for (const args of [['--dry-run'], []]) {
    console.log(`backfill ${args.join(' ')}`);
    const run = spawn('npm', ['run', '--silent', 'backfill', '--', file, ...args], {
      env: { ...process.env, MONGODB_URI: uri },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await once(run, 'exit');
  }
  const sums = await Promise.all(credits.map((id) => world.consumed(id)));
  console.log(`${sums.join(', ')} credits debited`);
  await api.service.stop();
} finally {
  await mongod.stop();
  await rm(folder, { recursive: true });
}
