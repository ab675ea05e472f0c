import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { findMongod } from '../../scripts/mongod/find-binary.ts';
import { freePort } from '../../scripts/mongod/ports.ts';
import { ensureReplicaSet } from '../../scripts/mongod/replica-set.ts';

export interface KillableMongod {
  readonly uri: string;
  /** `kill -9`, and a new process on the same data. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** A replica set of one, a process of ours that can be killed without warning; its data outlive it. */
export async function startKillableMongod(database: string): Promise<KillableMongod> {
  const { path } = await findMongod();
  const folder = await mkdtemp(join(tmpdir(), 'faults-mongod-'));
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  let mongod = launch(path, folder, port);
  const direct = await MongoClient.connect(`mongodb://${host}/?directConnection=true`, {
    serverSelectionTimeoutMS: 30_000,
  });
  await ensureReplicaSet(direct, host);
  await direct.close();

  return {
    uri: `mongodb://${host}/${database}?replicaSet=rs0`,
    async killAndRestart() {
      await end(mongod, 'SIGKILL');
      mongod = launch(path, folder, port);
    },
    async stop() {
      await end(mongod, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function launch(binary: string, folder: string, port: number): ChildProcess {
  const args = [
    ...['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--replSet', 'rs0'],
    ...[
      '--wiredTigerCacheSizeGB',
      '0.5',
      '--oplogSize',
      '512',
      '--setParameter',
      'diagnosticDataCollectionEnabled=false',
    ],
  ];
  return spawn(binary, args, { stdio: 'ignore' });
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
