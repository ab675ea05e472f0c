import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { listen } from '../../src/listen.ts';
import { ADMIN, createTestApi } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);
const node = (...args: string[]) => execute(process.execPath, args, { cwd: folder });
const folder = await mkdtemp(join(tmpdir(), 'api-client-'));
afterAll(() => rm(folder, { recursive: true }));

it('lets somebody write a client from its document: the types fit, mistakes do not compile, and it works', async () => {
  const api = createTestApi();
  const server = await listen(api.service.app.fetch, '127.0.0.1', 0);
  const document = await (await fetch(`${server.url}/openapi.json`)).text();
  await writeFile(join(folder, 'openapi.json'), document);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await copyFile(new URL('fixtures/client.txt', import.meta.url), join(folder, 'client.ts'));

  const generator = join(root, 'scripts/openapi-types/node_modules/openapi-typescript/bin/cli.js');
  await node(generator, 'openapi.json', '--output', 'api.d.ts');
  const options = [
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'esnext',
    '--types',
    'node',
    '--skipLibCheck',
  ];
  const compiled = await node(
    join(root, 'node_modules/typescript/bin/tsc'),
    ...options,
    '--allowImportingTsExtensions',
    'client.ts',
  ).catch(({ stdout }) => ({ stdout }));
  expect(compiled.stdout).toBe('');

  const { stdout } = await node('client.ts', server.url, await api.tokenOf(ADMIN));
  expect(JSON.parse(stdout)).toEqual({ priority: 'high', refused: 'NO_CAPACITY', names: ['Mentors'], unit: null });
  await server.close();
});
