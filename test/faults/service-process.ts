import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/mongod/ports.ts';
import { end } from './mongod-process.ts';

export interface KillableService {
  readonly url: string;
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** A service in a process of its own, over HTTP, that can be killed without warning. */
export async function startKillableService(
  mongoUri: string,
  secret: string,
  w: 'majority' | '1',
): Promise<KillableService> {
  const port = await freePort();
  const program = fileURLToPath(new URL('service.ts', import.meta.url));
  const launch = () => start(program, [mongoUri, String(port), secret, w]);
  let service = await launch();
  return {
    url: `http://127.0.0.1:${port}`,
    async killAndRestart() {
      await end(service, 'SIGKILL');
      service = await launch();
    },
    stop: () => end(service, 'SIGKILL'),
  };
}

/** Until it listens; one that cannot start, as the database is away, is started again. */
async function start(program: string, args: string[]): Promise<ChildProcess> {
  let said = '';
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const child = fork(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    said = '';
    child.stderr?.on('data', (text) => {
      said += text;
    });
    const listening = await new Promise<boolean>((resolve) => {
      child.once('message', () => resolve(true));
      child.once('exit', () => resolve(false));
    });
    if (listening) return child;
  }
  throw new Error(`The service does not start: ${said}`);
}
