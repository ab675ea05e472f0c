import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { deliverItem } from '../../src/core/usecases/outbox/deliver-item.ts';
import { createActivityWorld } from '../http/activity-world.ts';
import { createTestApi } from '../http/support.ts';
import { CREDITS } from '../http/world.ts';
import { openTestDatabase } from '../setup/database.ts';
import { writeActivities } from '../support/activities-file.ts';

const { uri, db } = await openTestDatabase();
const api = createTestApi(await mongoAdapters(uri));
const world = createActivityWorld(api);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backfill-'));
});
afterAll(async () => {
  await api.service.stop();
  await rm(folder, { recursive: true });
});

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['scripts/backfill-activities.ts', ...args], {
    env: { ...process.env, MONGODB_URI: uri },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function run(...args: string[]): Promise<{ said: string; code: number | null }> {
  const child = start(...args);
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'exit');
  return { said, code };
}

async function reported(file: string) {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

it('takes a file once though it is killed and run again, and debits each activity once', async () => {
  const companyId = await world.company();
  const campaign = await world.active(companyId, { ...CREDITS, creditAllocation: 1_000_000 }, 'Big', ['a']);
  const file = join(folder, 'activities.ndjson');
  const options = { file, companyIds: [companyId], tags: [['a']], until: Date.now() - 60_000 };
  await writeActivities({ ...options, count: 6_000, undatedEvery: 2_500 });

  const dry = await run(file, '--dry-run', '--report', join(folder, 'dry.ndjson'));
  expect(dry.said).toContain('6000 records, nothing written:\n  5998 linked');
  const foreseen = await reported(join(folder, 'dry.ndjson'));
  expect(foreseen).toHaveLength(6_000);
  expect(foreseen[0]).toMatchObject({ record: 1, id: 'import-0', outcome: 'linked', campaignId: campaign });
  expect(await db.collection('activities').countDocuments()).toBe(0);

  const first = start(file);
  await once(first.stdout ?? first, 'data');
  first.kill('SIGKILL');
  await once(first, 'exit');
  const taken = await db.collection('activities').countDocuments();
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(5_998);
  const rest = await run(file);
  expect(rest.said).toContain('Going on behind record');
  expect(rest.said).toContain('  5998 linked, 0 to be reviewed, 0 unmatched, 0 known before, 2 refused');
  expect(await reported(`${file}.report.ndjson`)).toMatchObject([
    { record: 2_500, id: 'import-2499', outcome: 'refused', code: 'INVALID', fields: ['occurredAt'] },
    { record: 5_000, id: 'import-4999' },
  ]);
  for (const item of await api.service.core.outbox.due(Date.now() + 60_000, 50))
    await deliverItem(api.service.core, item);
  const volumes = Array.from({ length: 6_000 }, (_, at) => at)
    .filter((at) => (at + 1) % 2_500 !== 0 && (at % 3 !== 0 || at % 7 !== 0))
    .map((at) => (at % 3 === 0 ? 1 : ((at % 8) + 1) / 4));
  const exact = volumes.reduce((sum, volume) => sum + Math.round(volume * 1.25 * 10_000), 0) / 10_000;
  expect(await world.consumed(campaign)).toBe(exact);
  expect((await run(file)).said).toContain('0 in ');
  expect(await world.consumed(campaign)).toBe(exact);
  const { body } = await api.call('GET', '/audit?actor=backfill');
  expect(body.items).toMatchObject([{ action: 'activity.backfill' }]);
});

it('reads CSV with quotes, leaves links as they are, and looks again at what was unmatched', async () => {
  const companyId = await world.company();
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const [linked, waits] = [world.item(companyId, { occurredAt: at }), world.item(companyId, { occurredAt: at })];
  await world.post([waits]);
  const campaign = await world.active(companyId, CREDITS);
  await world.post([linked]);
  const rejected = await world.review(linked.id, { decision: 'reject' });
  const file = join(folder, 'activities.csv');
  const row = ({ id, subject }: { id: string; subject: string }, ...more: string[]) =>
    [id, 'session', companyId, subject, at, ...more].join(',');
  const lines = [
    'id,kind,companyId,subject,occurredAt,hours,tags',
    row(linked, '2', ''),
    row(waits, '2', ''),
    row({ id: 'new', subject: 'p' }, '1.5', '"a, ""b""\nc; d "'),
    '',
    row({ id: 'undated', subject: 'p' }, '1', '').replace(at, ''),
    row({ id: 'wrong', subject: 'p' }, 'many', ''),
    row({ id: 'long', subject: 'p' }, '1', 'a', 'more'),
    row({ id: linked.id, subject: 'another' }, '2', ''),
  ];
  await writeFile(file, `\uFEFF${lines.join('\r\n')}`);
  const { said, code } = await run(file);
  expect(code).toBe(0);
  expect(said).toContain('7 records:\n  2 linked, 0 to be reviewed, 0 unmatched, 1 known before, 4 refused');
  expect(await world.read(linked.id)).toEqual(rejected.body);
  expect(await world.read(waits.id)).toMatchObject({ state: 'linked', campaignId: campaign, debit: { state: 'done' } });
  expect((await world.read('new')).tags).toEqual(['a, "b"\nc', 'd']);
  expect((await reported(`${file}.report.ndjson`)).map(({ record, code: why }) => [record, why])).toEqual([
    [4, 'INVALID'],
    [5, 'INVALID'],
    [6, 'INVALID'],
    [7, 'ALREADY_EXISTS'],
  ]);
});

it('says how it is to be called', async () => {
  const calls = await Promise.all([['activities.txt'], ['a.csv', '--fast']].map((args) => run(...args)));
  expect(calls.map(({ code }) => code)).toEqual([64, 64]);
});
