import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { denoPermissions } from '../../scripts/deno-permissions.ts';
import { findDeno } from '../../scripts/find-deno.ts';
import { issueToken } from '../../src/adapters/http/auth.ts';
import { HOUR } from '../../src/core/domain/shared/time.ts';
import { ADMIN, SECRET } from '../http/support.ts';

export type Runtime = 'node' | 'deno';

export interface ServiceOptions {
  readonly runtime: Runtime;
  readonly mongoUri: string;
  readonly host?: string;
  readonly port?: number;
}

export interface Usage {
  readonly memory: number;
  readonly cpu: number;
}

export interface StressService {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Bytes held after a collection, on the heap and beside it, and milliseconds computed since it began. */
  usage(): Promise<Usage>;
  /** Live streams that are open, by the service's own metrics. */
  streams(): Promise<number>;
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the service as people do, in a process of its own; port 0 takes any free one. */
export async function startService(options: ServiceOptions): Promise<StressService> {
  const { host = '127.0.0.1', port = 0, mongoUri } = options;
  const env = {
    ...process.env,
    ...{ AUTH_JWT_SECRET: SECRET, DEMO: '0', LOG_LEVEL: 'error', MONGODB_URI: mongoUri, RATE_LIMIT: '0' },
    ...{ HOST: host, PORT: String(port) },
  };
  const [command, args] = await programOf(options.runtime);
  const child = spawn(command, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = answersOf(child);
  const { url } = (await answers()) as { url: string };
  const local = new URL(url);
  if (host === '0.0.0.0') local.hostname = '127.0.0.1';
  return {
    url: local.origin,
    port: Number(local.port),
    token: await issueToken(SECRET, ADMIN, Date.now(), Date.now() + HOUR),
    async usage() {
      child.stdin?.write('usage\n');
      return (await answers()) as Usage;
    },
    async streams() {
      const text = await (await fetch(`${local.origin}/metrics`)).text();
      return Number(/^live_streams (\d+)$/m.exec(text)?.[1]);
    },
    async stop(signal = 'SIGKILL') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
}

async function programOf(runtime: Runtime): Promise<[string, string[]]> {
  const program = fileURLToPath(new URL('service.ts', import.meta.url));
  if (runtime === 'node') return [process.execPath, ['--expose-gc', program]];
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'stress-')));
  const permissions = denoPermissions({ root, dataDir, mongod: undefined });
  return [await findDeno(console.error), ['run', '--v8-flags=--expose-gc', ...permissions, program]];
}

/** The service's lines one after another; it fails where the service ends instead. */
function answersOf(child: ChildProcess): () => Promise<unknown> {
  if (!child.stdout) throw new Error('The service says nothing');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('The service has ended');
      if (value.startsWith('{')) return JSON.parse(value);
    }
  };
}
