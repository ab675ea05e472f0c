import { afterAll, describe, expect, test } from 'vitest';
import { createMongoDemoProgress } from '../../src/adapters/mongo/demo-progress.ts';
import { mongoAdapters } from '../../src/compose.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { DEMO_TABLE, figuresOf } from './demo-state.ts';

const NEVER = new AbortController().signal;
const { db, uri } = await openTestDatabase();
const { ports, close } = await mongoAdapters(uri);
afterAll(close);

describe('the demo in MongoDB', () => {
  test('x', async () => {
    console.time('seed');
    await seedDemo(ports, createMongoDemoProgress(db), NEVER);
    console.timeEnd('seed');
    expect(await figuresOf(ports)).toEqual(DEMO_TABLE);
  });
});
