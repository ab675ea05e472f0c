import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deno } from '../setup/deno.ts';

const NODE = 'scripts/start.ts';
const DENO = 'scripts/start-deno.ts';

let folder: string;
let started: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
  started = [];
});

afterEach(async () => {
  for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill('SIGTERM'); // reaches what the child has started in its turn
    await once(child, 'exit');
  }
  const { pid } = await record().catch(() => ({ pid: 0 }));
  if (pid !== 0 && (await lockSize()) > 0) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe.each([
  ['Node', NODE],
  ['Deno', DENO],
])('started on %s', (_, script) => {
  test('it serves from a database of its own, and a signal ends both with 0', { timeout: 120_000 }, async () => {
    const service = await start(script);
    expect((await fetch(new URL('/readyz', service.url))).status).toBe(200);

    expect(await service.end('SIGTERM')).toBe(0);
    expect(await lockSize()).toBe(0);
  });
});

test('after kill -9 the next start serves from the database that was left running', async () => {
  const crashed = await start(NODE);
  const before = await record();
  await crashed.end('SIGKILL');

  const next = await start(NODE);
  expect(await record()).toEqual(before);
  expect((await fetch(new URL('/readyz', next.url))).status).toBe(200);
  expect(await next.end('SIGINT')).toBe(0);
});

test('a second start on the same data says so and ends, and the first goes on', async () => {
  const first = await start(NODE);
  const second = await startUntilExit(NODE);

  expect(second.code).toBe(1);
  expect(second.output).toMatch(/^Another service \(process \d+\) is running on the data in \S+\. Stop it/m);
  expect((await fetch(new URL('/readyz', first.url))).status).toBe(200);
  await first.end('SIGTERM');
});

test('an environment that is not valid ends with 78 before any data are touched', async () => {
  const refused = await startUntilExit(NODE, { DEMO: '0' });

  expect(refused.code).toBe(78);
  expect(refused.output).not.toContain('    at ');
  await expect(stat(dataDir())).rejects.toThrow('ENOENT');
});

interface Started {
  url: string;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

async function start(script: string): Promise<Started> {
  if (script === DENO) await deno();
  const child = launch(script, {});
  const exit = once(child, 'exit');
  const lines: string[] = [];
  if (child.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    const url = /^Ready: (\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return {
        url,
        end: async (signal) => {
          child.kill(signal);
          const [code] = await exit;
          return code;
        },
      };
    }
  }
  throw new Error(`the service did not become ready:\n${lines.join('\n')}`);
}

async function startUntilExit(script: string, env: Record<string, string> = {}) {
  const child = launch(script, env);
  const exit = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = await exit;
  return { code, output };
}

function launch(script: string, env: Record<string, string>): ChildProcess {
  const { MONGODB_URI: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [script], { env: { ...inherited, PORT: '0', DATA_DIR: dataDir(), ...env } });
  started.push(child);
  return child;
}

const dataDir = (): string => join(folder, 'data');

async function record(): Promise<{ pid: number }> {
  return JSON.parse(await readFile(join(dataDir(), 'mongod.json'), 'utf8'));
}

/** Zero once mongod has closed its data. */
async function lockSize(): Promise<number> {
  return (await stat(join(dataDir(), 'mongod', 'mongod.lock'))).size;
}
