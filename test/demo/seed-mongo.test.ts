import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { DEMO_TABLE, figuresOf, pastOf } from './demo-state.ts';

const NEVER = new AbortController().signal;
const { uri } = await openTestDatabase();
const { ports, demoProgress, close } = await mongoAdapters(uri);
afterAll(close);

/** A process of its own that makes the demo in the test's database. */
function seedingProcess() {
  const env = { ...process.env, MONGODB_URI: uri };
  const child = spawn(process.execPath, ['scripts/seed.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** The machine may be busy with other tests; nothing here is measured. */
describe('the demo in MongoDB', { timeout: 180_000 }, () => {
  test('is begun by a process that is killed half-way', async () => {
    const { child, lines } = seedingProcess();
    for (let percent = 0; percent < 45; ) percent = Number.parseInt((await lines.next()).value ?? '100', 10);
    child.kill('SIGKILL');
    await endOf(child);
    expect(await demoProgress.read()).toMatchObject({ done: false });
  });

  test('is made by two processes at once from what the killed one left', async () => {
    const seeding = [seedingProcess(), seedingProcess()];
    for (const { child } of seeding) child.stdout.resume();
    expect(await Promise.all(seeding.map(({ child }) => endOf(child)))).toEqual([0, 0]);
    expect(await demoProgress.read()).toMatchObject({ percent: 100, done: true });
    expect(await figuresOf(ports)).toEqual(DEMO_TABLE);
  });

  test('is the very same as one made without interruption, in memory, at the same moment', async () => {
    const startedAt = (await demoProgress.read())?.startedAt ?? 0;
    const other = memoryAdapters({ clock: createManualClock(startedAt) });
    await seedDemo(other.ports, other.demoProgress, NEVER);
    expect(await pastOf(ports)).toEqual(await pastOf(other.ports));
  });

  test('is there already for the next process', async () => {
    const before = await pastOf(ports);
    const { child, lines } = seedingProcess();
    expect((await lines.next()).value).toBe('The demo is there already');
    expect(await endOf(child)).toBe(0);
    expect(await pastOf(ports)).toEqual(before);
  });
});
