import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** Stands in for npm: notes how it was called, and installs a runtime unless it is told to fail. */
const NPM = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(7);
mkdirSync('node_modules/.bin', { recursive: true });
writeFileSync('node_modules/.bin/node', process.env.NODE_LACKS ? LACKING : '', { mode: 0o755 });
`.replace(
  'LACKING',
  JSON.stringify('#!/bin/sh\necho "node: libatomic.so.1: cannot open shared object file" >&2\nexit 127\n'),
);

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'setup-'));
  await mkdir(join(root, 'scripts'));
  for (const name of ['setup.mjs', 'debian-packages.mjs'])
    await copyFile(`scripts/${name}`, join(root, 'scripts', name));
  await writeFile(join(root, 'npm.cjs'), NPM);
  await writeFile(join(root, 'package-lock.json'), '{ "lockfileVersion": 3 }');
});

afterEach(() => rm(root, { recursive: true }));

test('a fresh clone is installed once, exactly as the lockfile says', async () => {
  expect(setUp().output).toContain('Installing the dependencies (first start');
  expect(setUp().output).toBe('');
  expect(await npmCalls()).toEqual([expect.stringMatching(/^ci /)]);
});

test('a changed lockfile is installed anew', async () => {
  setUp();
  await writeFile(join(root, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }');

  expect(setUp().output).toContain('package-lock.json has changed');
  expect(await npmCalls()).toHaveLength(2);
});

test('a failed install says so, ends with 1, and is tried again the next time', async () => {
  const failed = setUp({ NPM_FAILS: '1' });
  expect(failed.status).toBe(1);
  expect(failed.output).toContain('could not be installed: npm ci ended with 7');

  expect(setUp().status).toBe(0);
  expect(await npmCalls()).toHaveLength(2);
});

test('a library that the runtime lacks and nobody may install here is named with its command, and asked for again', async () => {
  const withoutApt = { PATH: join(root, 'node_modules', '.bin'), NODE_LACKS: '1' };
  const lacking = setUp(withoutApt);
  expect(lacking.status).toBe(1);
  expect(lacking.output).toContain('the pinned Node needs libatomic.so.1');
  expect(lacking.output).toContain('apt-get install -y --no-install-recommends libatomic1');

  expect(setUp().status).toBe(0);
});

function setUp(env: Record<string, string> = {}): { status: number | null; output: string } {
  const run = spawnSync(process.execPath, ['scripts/setup.mjs'], {
    cwd: root,
    env: { ...process.env, ...env, npm_execpath: join(root, 'npm.cjs') },
    encoding: 'utf8',
  });
  return { status: run.status, output: run.stdout + run.stderr };
}

async function npmCalls(): Promise<string[]> {
  return (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n');
}
