import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'summary-'));
});

afterEach(() => rm(folder, { recursive: true }));

test.each([
  ['a good run', { numPassedTests: 12, numFailedTests: 0 }, '0', '12 passed, 0 failed'],
  ['a failed test', { numPassedTests: 11, numFailedTests: 1 }, '1', '11 passed, 1 failed'],
  ['good tests and a failed check', { numPassedTests: 12, numFailedTests: 0 }, '1', '12 passed, 1 failed'],
])('%s is told in one line', async (_, report, status, line) => {
  await writeFile(join(folder, 'report.json'), JSON.stringify(report));

  expect(summary(status)).toBe(line);
});

test('a run that left no report has failed', () => {
  expect(summary('1')).toBe('0 passed, 1 failed');
});

function summary(status: string): string {
  const args = ['scripts/summarise-tests.mjs', join(folder, 'report.json'), status];
  return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout.trim();
}
