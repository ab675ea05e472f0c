import { serve } from '@hono/node-server';
import { createMongoCapacityLog } from '../../src/adapters/mongo/capacity-log.ts';
import { connectMongo } from '../../src/adapters/mongo/connect.ts';
import { compose } from '../../src/compose.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { readConfig } from '../../src/config.ts';

// One service process of the fault test, to be killed: as composed, or with a capacity log that does not wait for a majority.
const [mongoUri = '', port = '0', secret = '', w = 'majority'] = process.argv.slice(2);
const config = readConfig({ AUTH_JWT_SECRET: secret, MONGODB_URI: mongoUri, DEMO: '0', RATE_LIMIT: '0' });
const adapters = await mongoAdapters(mongoUri, config);
const weak = async () => ({ capacityLog: createMongoCapacityLog((await connectMongo(mongoUri)).db, { w: 1 }) });
const ports = { ...adapters.ports, ...(w === '1' && (await weak())) };
const service = compose({ auth: { kind: 'secret', secret }, rateLimit: 0, demo: false }, { ...adapters, ports });
await service.start();
serve({ fetch: service.app.fetch, hostname: '127.0.0.1', port: Number(port) }, () => process.send?.('listening'));
