import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { MongodRecord } from '../../scripts/mongod/record.ts';
import { type EmbeddedMongod, startEmbeddedMongod } from '../../scripts/mongod.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-mongod-'));
});

afterEach(async () => {
  const left = await record().catch(() => undefined);
  if (left !== undefined) kill(left.pid);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('what was written is there after a stop and a start', async () => {
  const first = await start();
  await write(first.uri, 'kept');
  await first.stop();

  const second = await start();
  expect(await read(second.uri)).toEqual(['kept']);
  await second.stop();
});

test('a service that was killed leaves its MongoDB running, and the next one takes it over', async () => {
  const crashed = await startInChild();
  await write(crashed.uri, 'written before the crash');
  const before = await record();
  await crashed.kill();

  const said: string[] = [];
  const next = await start((line) => said.push(line));
  expect((await record()).pid).toBe(before.pid);
  expect(said.join()).toContain('was still running');
  expect(await read(next.uri)).toEqual(['written before the crash']);
  await next.stop();
});

test('a second service on the same folder is told which process has it, and the first goes on undisturbed', async () => {
  const first = await startInChild();

  await expect(start()).rejects.toThrow(`Another service (process ${first.pid}) is running on the data in ${dataDir}`);
  await write(first.uri, 'still writable');
  expect(await read(first.uri)).toEqual(['still writable']);
  await first.stop();
});

test('of two services that start at once, one gets the folder', async () => {
  const results = await Promise.allSettled([start(), start()]);
  const winners = results.filter((result) => result.status === 'fulfilled');
  const refusals = results.filter((result) => result.status === 'rejected');

  expect(winners).toHaveLength(1);
  expect(refusals[0]?.reason.message).toMatch(/^Another (service|MongoDB server) \(process \d+\)/);
  await winners[0]?.value.stop();
});

test('when its port is taken it moves to another with all its data', async () => {
  const first = await start();
  await write(first.uri, 'kept');
  await first.stop();
  const { port } = await record();
  const squatter = await vi.waitFor(() => listenOn(port), { timeout: 10_000 });
  onTestFinished(() => void squatter.close());

  const second = await start();
  expect(second.uri).not.toBe(first.uri);
  expect(await read(second.uri)).toEqual(['kept']);
  await second.stop();
});

test('a foreign MongoDB on the recorded port is left alone', async () => {
  const foreign = new URL(inject('mongoUri'));
  await writeRecord({ binary: '', version: '6.0.0', port: Number(foreign.port), pid: 0 });

  const own = await start();
  expect(new URL(own.uri).port).not.toBe(foreign.port);
  await own.stop();
});

test('data of another major version are not touched, and the person is told what to do', async () => {
  await writeRecord({ binary: '/nowhere/mongod', version: '4.4.29', port: 1, pid: 0 });

  await expect(start()).rejects.toThrow(/written by MongoDB 4\.4\.29.*\n?.*Name a mongod 4 in MONGOMS_SYSTEM_BINARY/s);
});

test('data held by a MongoDB that no record speaks of are refused with its process id', async () => {
  const first = await startInChild();
  const { pid } = await record();
  await rm(join(dataDir, 'mongod.json'));

  await expect(start()).rejects.toThrow(`Another MongoDB server (process ${pid}) holds ${join(dataDir, 'mongod')}`);
  await first.stop();
});

test('a MongoDB that dies under its service comes back at the same address with what was acknowledged', async () => {
  const said: string[] = [];
  const mongod = await start((line) => said.push(line));
  await write(mongod.uri, 'acknowledged');
  kill((await record()).pid);

  await vi.waitFor(() => expect(said).toContain('MongoDB runs again.'), { timeout: 30_000 });
  expect(await read(mongod.uri)).toEqual(['acknowledged']);
  await mongod.stop();
});

async function listenOn(port: number): Promise<Server> {
  const server = createServer((socket) => socket.end()).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function start(say?: (line: string) => void): Promise<EmbeddedMongod> {
  return startEmbeddedMongod({ dataDir, ...(say && { say }) });
}

interface ServiceInChild {
  uri: string;
  pid: number;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

async function startInChild(): Promise<ServiceInChild> {
  const program = join(import.meta.dirname, 'fixtures', 'owning-service.ts');
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return {
    uri: String(line).trim(),
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

async function write(uri: string, text: string): Promise<void> {
  await using client = await MongoClient.connect(uri);
  await client
    .db()
    .collection('notes')
    .insertOne({ text }, { writeConcern: { w: 'majority' } });
}

async function read(uri: string): Promise<string[]> {
  await using client = await MongoClient.connect(uri);
  const notes = await client.db().collection('notes').find().toArray();
  return notes.map((note) => note.text);
}

async function record(): Promise<MongodRecord> {
  return JSON.parse(await readFile(join(dataDir, 'mongod.json'), 'utf8'));
}

async function writeRecord(made: MongodRecord): Promise<void> {
  await writeFile(join(dataDir, 'mongod.json'), JSON.stringify(made));
}

function kill(pid: number): void {
  if (pid === 0) return; // would be the test run itself
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
