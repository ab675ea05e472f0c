import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'documents-'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ scripts: { start: '' } }));
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'src', 'main.ts'), '');
});

afterEach(() => rm(root, { recursive: true }));

test('documents that cite what exists pass', async () => {
  await writeFile(join(root, 'README.md'), 'Run `npm start`, read `src/main.ts` and [the folder](src#start).');

  expect(check()).toMatchObject({ status: 0 });
});

test.each([
  ['a path', 'See `src/gone.ts`.', 'README.md:1 names src/gone.ts'],
  ['a link', 'See [this](docs/gone.md).', 'README.md:1 links to docs/gone.md'],
  ['a command', 'Do\nnpm run gone', 'README.md:2 tells to run gone'],
])('%s that does not exist is told with its line', async (_, text, complaint) => {
  await writeFile(join(root, 'README.md'), text);

  const { status, stderr } = check();
  expect(status).toBe(1);
  expect(stderr).toContain(complaint);
});

function check() {
  return spawnSync(process.execPath, [resolve('scripts/check-doc-refs.ts')], { cwd: root, encoding: 'utf8' });
}
