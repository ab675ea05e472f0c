import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MongoClient } from 'mongodb';
import { chooseBinary } from './choose-binary.ts';
import { launchMongod } from './launch.ts';
import { connectAsOwner, type Owner, refuseIfOwned } from './owner.ts';
import { isListening } from './ports.ts';
import { type MongodRecord, readRecord, writeRecord } from './record.ts';
import { ensureReplicaSet } from './replica-set.ts';
import { shutDown } from './shut-down.ts';

export interface EmbeddedMongod {
  uri: string;
  /** Ends mongod cleanly and answers when its data are closed. */
  stop(): Promise<void>;
}

export interface EmbeddedMongodOptions {
  /** Keeps the data, mongod's log and `mongod.json`; made when missing. */
  dataDir: string;
  /** Receives a line for the person who waits. */
  say?: (line: string) => void;
}

/**
 * Gives the service a MongoDB of its own: a replica set of one on 127.0.0.1 whose data stay in `dataDir`. A mongod that
 * a crashed service left running is taken over, and one that dies is started again on the same port.
 *
 * @throws StartRefused when another service uses the folder, or its data need another MongoDB version
 */
export async function startEmbeddedMongod(options: EmbeddedMongodOptions): Promise<EmbeddedMongod> {
  const say = options.say ?? (() => {});
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(resolve(options.dataDir));

  const record = await readRecord(dataDir);
  const mongod = (record && (await adopt(record, dataDir))) ?? (await launch(record, dataDir, say));
  const host = `127.0.0.1:${mongod.port}`;
  try {
    await ensureReplicaSet(mongod.owner.client, host);
    await refuseIfOwned(mongod.owner, dataDir);
  } catch (error) {
    await mongod.owner.client.close();
    throw error;
  }
  say(
    `MongoDB ${mongod.version} ${mongod.adopted ? 'was still running' : 'runs'} on ${host}; its data are in ${dataDir}.`,
  );

  const keeper = restartWhenGone(mongod, dataDir, say);
  return {
    uri: `mongodb://${host}/campaigns?replicaSet=rs0`,
    stop: async () => {
      await keeper.stop();
      await shutDown(mongod.owner.client, mongod.port, join(dataDir, 'mongod'));
    },
  };
}

interface OwnMongod extends MongodRecord {
  owner: Owner;
  adopted: boolean;
}

/** Connects to the recorded mongod when it is alive and really runs on this folder; else undefined. */
async function adopt(record: MongodRecord, dataDir: string): Promise<OwnMongod | undefined> {
  if (!(await isListening(record.port))) return undefined;
  const owner = await connectAsOwner(record.port).catch(() => undefined);
  if (owner === undefined) return undefined;
  const options = await owner.client
    .db('admin')
    .command({ getCmdLineOpts: 1 })
    .catch(() => undefined);
  if (options?.parsed?.storage?.dbPath === join(dataDir, 'mongod')) return { ...record, owner, adopted: true };
  await owner.client.close();
  return undefined;
}

async function launch(
  record: MongodRecord | undefined,
  dataDir: string,
  say: (line: string) => void,
): Promise<OwnMongod> {
  const { path: binary, version } = await chooseBinary(record, dataDir, say);
  const port = await launchMongod(binary, dataDir, record?.port);
  const owner = await connectAsOwner(port);
  const started = { binary, version, port, pid: await pidOf(owner.client) };
  await writeRecord(dataDir, started);
  return { ...started, owner, adopted: false };
}

/** Starts mongod again when it dies under a living service; the drivers reconnect by themselves, as the port stays. */
function restartWhenGone(mongod: OwnMongod, dataDir: string, say: (line: string) => void): { stop(): Promise<void> } {
  let restarting: Promise<void> | undefined;
  const restart = async () => {
    if (await isListening(mongod.port)) return;
    say('MongoDB has ended unexpectedly; starting it again …');
    const { binary, version, port } = mongod;
    await launchMongod(binary, dataDir, port, { elsewhere: false });
    await ensureReplicaSet(mongod.owner.client, `127.0.0.1:${port}`);
    await writeRecord(dataDir, { binary, version, port, pid: await pidOf(mongod.owner.client) });
    say('MongoDB runs again.');
  };
  const onHeartbeatFailed = () => {
    restarting ??= restart()
      .catch((error) => say(`MongoDB could not be started again: ${error.message}`))
      .finally(() => {
        restarting = undefined;
      });
  };
  mongod.owner.client.on('serverHeartbeatFailed', onHeartbeatFailed);
  return {
    stop: async () => {
      mongod.owner.client.off('serverHeartbeatFailed', onHeartbeatFailed);
      await restarting;
    },
  };
}

async function pidOf(client: MongoClient): Promise<number> {
  const { pid } = await client.db('admin').command({ serverStatus: 1 });
  return Number(pid);
}
