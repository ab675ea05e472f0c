import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder.ts';
import { placesOnPath } from './on-path.ts';

const VERSION = '2.9.6';
const run = promisify(execFile);

/**
 * Finds a Deno of major version 2: `DENO_PATH`, the PATH, else the npm package, installed once into the cache folder.
 *
 * @throws Error when it is not there and the npm registry cannot be reached
 */
export async function findDeno(say: (line: string) => void = () => {}): Promise<string> {
  const folder = join(cacheFolder(), `deno-${VERSION}`);
  const installed = join(folder, 'node_modules', '.bin', 'deno');
  const named = process.env.DENO_PATH;
  for (const path of named ? [named] : [...placesOnPath('deno'), installed]) if (await isDeno2(path)) return path;
  if (named) throw new Error(`DENO_PATH is ${named}, which is no Deno 2.`);

  await install(folder, say);
  return installed;
}

async function isDeno2(path: string): Promise<boolean> {
  const said = await run(path, ['--version']).catch(() => undefined);
  return said?.stdout.startsWith('deno 2.') ?? false;
}

async function install(folder: string, say: (line: string) => void): Promise<void> {
  say(`Fetching Deno ${VERSION} from the npm registry (once) …`);
  await mkdir(folder, { recursive: true });
  const manifest = { private: true, dependencies: { deno: VERSION }, allowScripts: { deno: true } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', args, { cwd: folder }).catch((error) => {
    throw new Error(
      `Deno ${VERSION} could not be fetched; install it, or name it in DENO_PATH.\n${error.stderr ?? error}`,
    );
  });
}
