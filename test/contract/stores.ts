import { afterAll, beforeEach, describe } from 'vitest';
import { createMemoryStore } from '../../src/adapters/memory/store.ts';
import { connectMongo, type Mongo } from '../../src/adapters/mongo/connect.ts';
import { ensureIndexes } from '../../src/adapters/mongo/indexes.ts';
import { createMongoPorts, type StorePorts } from '../../src/adapters/mongo/ports.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { T0 } from './documents.ts';

/** The ports under test: empty before each test, as two processes would see the same store. */
export interface Stores {
  readonly one: StorePorts;
  readonly other: StorePorts;
}

export type Contract = (name: string, stores: () => Stores) => void;

/** Runs the contract against the store in memory and against MongoDB. Call it once, at the top of a test file. */
export async function againstEveryStore(contract: Contract): Promise<Mongo> {
  let memory: Stores;
  describe('in memory', () => {
    beforeEach(() => {
      const store = createMemoryStore(createManualClock(T0));
      memory = { one: store, other: store };
    });
    contract('in memory', () => memory);
  });

  const { uri } = await openTestDatabase();
  const mongo = await connectMongo(uri);
  await ensureIndexes(mongo.db);
  const ports = { one: createMongoPorts(mongo), other: createMongoPorts(mongo) };
  describe('in MongoDB', () => {
    beforeEach(() => clear(mongo));
    afterAll(() => mongo.client.close());
    contract('in MongoDB', () => ports);
  });
  return mongo;
}

async function clear({ db }: Mongo): Promise<void> {
  const collections = await db.collections();
  await Promise.all(collections.map((collection) => collection.deleteMany({})));
}

/** Every page of a list, one after another. */
export async function allPages<T>(
  page: (cursor: string | null) => Promise<{ items: readonly T[]; nextCursor: string | null }>,
): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: string | null = null;
  do {
    const { items, nextCursor }: { items: readonly T[]; nextCursor: string | null } = await page(cursor);
    pages.push([...items]);
    cursor = nextCursor;
  } while (cursor !== null);
  return pages;
}
