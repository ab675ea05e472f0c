import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { findMongod } from './find-binary.ts';

export interface TestMongod {
  /** Without a database name: each test file picks its own. */
  uri: string;
  stop(): Promise<void>;
}

/**
 * Starts a replica set of one in a temporary folder, on a free port, with test commands (`failCommand`) switched on.
 * It dies with the process that started it, and its folder goes when it is stopped.
 */
export async function startTestMongod(): Promise<TestMongod> {
  const { path } = await findMongod((line) => console.error(line));
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  const server = await MongoMemoryReplSet.create({
    binary: { systemBinary: path },
    replSet: {
      count: 1,
      storageEngine: 'wiredTiger',
      args: [
        ...['--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512'],
        ...['--setParameter', 'enableTestCommands=1', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
        ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
      ],
    },
  });
  return {
    uri: server.getUri(),
    stop: async () => {
      await server.stop({ doCleanup: true, force: true });
    },
  };
}
