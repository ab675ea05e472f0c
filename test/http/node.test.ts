import { afterAll } from 'vitest';
import { run } from '../../src/main.ts';
import { openTestDatabase } from '../setup/database.ts';
import { describeCampaigns } from './campaigns.ts';
import { describeCapacity } from './capacity.ts';
import { overSocket } from './socket.ts';
import { SECRET } from './support.ts';

const { uri } = await openTestDatabase();
const env = { AUTH_JWT_SECRET: SECRET, DEMO: '0', PORT: '0', RATE_LIMIT: '0', LOG_LEVEL: 'fatal' };
const service = await run({ mongoUri: uri, env });
afterAll(() => service.stop());

const api = overSocket(service.url);
describeCampaigns('a socket of Node', api);
describeCapacity('a socket of Node', api);
