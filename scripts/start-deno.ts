import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../src/config.ts';
import { denoPermissions } from './deno-permissions.ts';
import { findDeno } from './find-deno.ts';
import { findMongod } from './mongod/find-binary.ts';

try {
  const config = readConfig(process.env);
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const deno = await findDeno(console.log);
  await mkdir(config.dataDir, { recursive: true });
  const dataDir = await realpath(config.dataDir);
  // Found here, so that Deno needs the permission to run this one program and no other.
  const mongod = config.mongoUri === null ? (await findMongod(console.log)).path : undefined;
  const permissions = denoPermissions({ root, dataDir, mongod });
  const env = { ...process.env, DATA_DIR: dataDir, ...(mongod && { MONGOMS_SYSTEM_BINARY: mongod }) };

  process.chdir(root);
  process.execve?.(deno, [deno, 'run', ...permissions, 'scripts/start.ts'], env); // Deno takes this process over
} catch (error) {
  const forPeople = error instanceof Error && 'exitCode' in error;
  console.error(forPeople ? error.message : error);
  process.exit(forPeople ? Number(error.exitCode) : 1);
}
