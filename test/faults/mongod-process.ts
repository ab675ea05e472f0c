import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { findMongod } from '../../scripts/mongod/find-binary.ts';
import { freePort } from '../../scripts/mongod/ports.ts';

export interface KillableMongod {
  readonly uri: string;
  /**
   * `kill -9` of the primary, and a new process on the same data. With several members the others are killed a moment before and
   * come back first: they elect one of themselves, and what they have not heard of is rolled back.
   */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** Shorter than the election timeout, so that the primary goes on taking writes. */
const ALONE = 1_000;

interface Member {
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  process: ChildProcess;
}

/** A replica set of so many processes of ours, which can be killed without warning; their data outlive them. */
export async function startKillableMongod(database: string, count: number): Promise<KillableMongod> {
  const { path } = await findMongod();
  const base = await mkdtemp(join(tmpdir(), 'faults-mongod-'));
  const members: Member[] = [];
  for (let index = 0; index < count; index += 1) {
    const port = await freePort();
    const folder = join(base, String(index));
    await mkdir(folder);
    members.push({ host: `127.0.0.1:${port}`, port, folder, process: launch(path, folder, port) });
  }
  const stop = async () => {
    await Promise.all(members.map((member) => end(member.process, 'SIGKILL')));
    await rm(base, { recursive: true, force: true });
  };
  await initiate(members.map(({ host }) => host)).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const uri = `mongodb://${members.map(({ host }) => host).join()}/${database}?replicaSet=rs0`;

  return {
    uri,
    async killAndRestart() {
      const primary = await primaryOf(uri);
      const member = members.find(({ host }) => host === primary) ?? members[0];
      if (!member) return;
      const others = members.filter((other) => other !== member);
      await Promise.all(others.map((other) => end(other.process, 'SIGKILL')));
      if (others.length > 0) await new Promise((resolve) => setTimeout(resolve, ALONE));
      await end(member.process, 'SIGKILL');
      for (const other of others) other.process = launch(path, other.folder, other.port);
      if (others.length > 0) await primaryOf(uri);
      member.process = launch(path, member.folder, member.port);
    },
    stop,
  };
}

/** The first host begins as primary. */
async function initiate(hosts: readonly string[]): Promise<void> {
  const uri = `mongodb://${hosts[0]}/?directConnection=true`;
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 30_000 });
  const admin = client.db('admin');
  const members = hosts.map((host, index) => ({ _id: index, host, priority: index === 0 ? 2 : 1 }));
  await admin.command({ replSetInitiate: { _id: 'rs0', members, settings: { electionTimeoutMillis: 2_000 } } });
  while (!(await admin.command({ hello: 1 })).isWritablePrimary)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await client.close();
}

async function primaryOf(uri: string): Promise<string> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 30_000 });
  const hello = await client.db('admin').command({ hello: 1 });
  await client.close();
  return hello.me;
}

function launch(binary: string, folder: string, port: number): ChildProcess {
  const args = [
    ...['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--replSet', 'rs0'],
    ...['--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ];
  return spawn(binary, args, { stdio: 'ignore' });
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
