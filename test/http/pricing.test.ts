import { afterAll } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { describePricing } from './pricing.ts';
import { createTestApi } from './support.ts';

const { uri } = await openTestDatabase();
const clocks = { memory: createManualClock('2025-01-02T09:00:00Z'), mongo: createManualClock('2025-01-02T09:00:00Z') };
const adapters = await mongoAdapters(uri);
const overMongo = createTestApi({ ...adapters, ports: { ...adapters.ports, clock: clocks.mongo } });
afterAll(() => overMongo.service.stop());

describePricing('memory', createTestApi(memoryAdapters({ clock: clocks.memory })), clocks.memory);
describePricing('MongoDB', overMongo, clocks.mongo);
