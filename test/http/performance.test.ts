import { afterAll } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { describePerformance } from './performance.ts';
import { createTestApi } from './support.ts';

const { uri } = await openTestDatabase();
const clocks = { memory: createManualClock(Date.now()), mongo: createManualClock(Date.now()) };
const adapters = await mongoAdapters(uri);
const overMongo = createTestApi({ ...adapters, ports: { ...adapters.ports, clock: clocks.mongo } });
afterAll(() => overMongo.service.stop());

describePerformance('memory', createTestApi(memoryAdapters({ clock: clocks.memory })), clocks.memory);
describePerformance('MongoDB', overMongo, clocks.mongo);
