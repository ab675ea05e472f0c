import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { debianCommand, installDebianPackages } from '../../scripts/debian-packages.mjs';

const PACKAGES = ['chromium', 'libcurl4'];

let folder: string;
let said: string[];
const say = (line: string) => void said.push(line);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debian-packages-'));
  await mkdir(join(folder, 'bin'));
  said = [];
  vi.stubEnv('PATH', `${join(folder, 'bin')}:/bin:/usr/bin`);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test('root on a Debian gets the packages, told so first', async () => {
  await aptGet('');

  expect(await installDebianPackages(PACKAGES, say, true)).toBe(true);
  expect(said).toEqual(['Installing chromium, libcurl4 (once) …']);
  expect(await calls()).toEqual([
    '--version',
    expect.stringMatching(/update$/),
    expect.stringMatching(/install -y --no-install-recommends chromium libcurl4$/),
  ]);
});

test('whoever is not root is left to install them, and nothing is run', async () => {
  await aptGet('');

  expect(await installDebianPackages(PACKAGES, say, false)).toBe(false);
  expect(said).toEqual([]);
  await expect(calls()).rejects.toThrow('ENOENT');
});

test('a machine that is no Debian is left alone', async () => {
  vi.stubEnv('PATH', join(folder, 'bin'));

  expect(await installDebianPackages(PACKAGES, say, true)).toBe(false);
  expect(said).toEqual([]);
});

test('what could not be installed is not said to be', async () => {
  await aptGet('[ "$1" = --version ] || exit 100');

  expect(await installDebianPackages(PACKAGES, say, true)).toBe(false);
});

test('a person reads the command that does the same', () => {
  expect(debianCommand(PACKAGES)).toBe(
    'apt-get update && apt-get install -y --no-install-recommends chromium libcurl4',
  );
});

/** Stands in for apt-get: notes how it was called, then does this. */
async function aptGet(script: string): Promise<void> {
  const path = join(folder, 'bin', 'apt-get');
  await writeFile(path, `#!/bin/sh\necho "$@" >> ${join(folder, 'calls')}\n${script}\n`, { mode: 0o755 });
}

async function calls(): Promise<string[]> {
  return (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
}
