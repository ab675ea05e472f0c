import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inOwnNetwork } from './namespaces.ts';
import type { Runtime } from './service-process.ts';

export interface HalfOpenOptions {
  readonly runtime: Runtime;
  /** Clients whose network goes away without a word. */
  readonly peers: number;
}

export interface HalfOpenReport {
  /** Streams or sockets of vanished clients that are still open. */
  readonly left: number;
  /** From when they vanished until the last of their streams was gone. */
  readonly milliseconds: number;
  /** How often a client was cut that had not vanished, half of which do not read. */
  readonly cuts: number;
}

/** Lets clients vanish as if their cable were pulled, and waits until the service has let go of them, for two minutes at most. */
export async function pullCable({ runtime, peers }: HalfOpenOptions): Promise<HalfOpenReport> {
  const [command, ...args] = await inOwnNetwork();
  const program = fileURLToPath(new URL('half-open-inside.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(command, [...args, process.execPath, program, runtime, String(peers)]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
