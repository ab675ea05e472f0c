import { afterAll } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { describeReports } from './instances.ts';
import { createTestApi } from './support.ts';

const { uri } = await openTestDatabase();
const overMongo = createTestApi(await mongoAdapters(uri));
afterAll(() => overMongo.service.stop());

describeReports('memory', createTestApi());
describeReports('MongoDB', overMongo);
