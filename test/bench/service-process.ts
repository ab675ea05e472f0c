import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface BenchService {
  readonly url: string;
  stop(): Promise<void>;
}

/** The service over HTTP in a process of its own, so that load and service do not share a thread. */
export async function startService(mongoUri: string, secret: string, log: 'mongo' | 'memory'): Promise<BenchService> {
  const program = fileURLToPath(new URL('service.ts', import.meta.url));
  const child = fork(program, [mongoUri, secret, log], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await Promise.race([
    new Promise<string>((resolve) => child.once('message', (message) => resolve(String(message)))),
    ended.then(() => {
      throw new Error('The service does not start');
    }),
  ]);
  return {
    url,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
