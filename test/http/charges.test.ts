import { afterAll } from 'vitest';
import { memoryAdapters } from '../../src/compose-memory.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { createManualClock } from '../support/clock.ts';
import { describeCharges, MADE_AT } from './charges.ts';
import { createTestApi } from './support.ts';

const { uri } = await openTestDatabase();
const clock = createManualClock(MADE_AT);
const adapters = await mongoAdapters(uri);
const overMongo = createTestApi({ ...adapters, ports: { ...adapters.ports, clock } });
afterAll(() => overMongo.service.stop());

describeCharges('memory', createTestApi(memoryAdapters({ clock })), clock);
describeCharges('MongoDB', overMongo, clock);
