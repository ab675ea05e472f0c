import { spawn } from 'node:child_process';
import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../src/config.ts';
import { denoPermissions } from './deno-permissions.ts';
import { findDeno } from './find-deno.ts';
import { findMongod } from './mongod/find-binary.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const env = { ...process.env };

try {
  const { dataDir, mongoUri } = readConfig(env);
  const deno = await findDeno(console.log);
  await mkdir(dataDir, { recursive: true });
  // Found here, so that Deno needs the permission to run this one program and no other.
  const mongod = mongoUri === null ? (await findMongod(console.log)).path : undefined;
  if (mongod !== undefined) env.MONGOMS_SYSTEM_BINARY = mongod;

  const permissions = denoPermissions({ root, dataDir: await realpath(dataDir), mongod });
  const service = spawn(deno, ['run', ...permissions, 'scripts/start.ts'], { cwd: root, env, stdio: 'inherit' });
  process.on('SIGINT', () => {}); // the terminal sends it to both, and Deno ends in its own time
  process.on('SIGTERM', () => service.kill('SIGTERM'));
  service.on('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  const forPeople = error instanceof Error && 'exitCode' in error;
  console.error(forPeople ? error.message : error);
  process.exit(forPeople ? Number(error.exitCode) : 1);
}
