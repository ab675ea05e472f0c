import { afterAll } from 'vitest';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { openTestDatabase } from '../setup/database.ts';
import { describeEvidence } from './evidence.ts';
import { createTestApi } from './support.ts';

const { uri } = await openTestDatabase();
const overMongo = createTestApi(await mongoAdapters(uri));
afterAll(() => overMongo.service.stop());

describeEvidence('memory', createTestApi());
describeEvidence('MongoDB', overMongo);
