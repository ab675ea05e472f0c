import { createMemoryCapacityFeed } from '../../src/adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from '../../src/adapters/memory/capacity-log.ts';
import { compose } from '../../src/compose.ts';
import { mongoAdapters } from '../../src/compose-mongo.ts';
import { listen } from '../../src/listen.ts';

// The service in a process of its own: as composed, or with only the capacity log and its feed in memory.
const [mongoUri = '', secret = '', log = 'mongo'] = process.argv.slice(2);
const adapters = await mongoAdapters(mongoUri);
const capacityLog = createMemoryCapacityLog();
const memory = { capacityLog, capacityFeed: createMemoryCapacityFeed(capacityLog) };
const ports = { ...adapters.ports, ...(log === 'memory' && memory) };
const service = compose({ auth: { kind: 'secret', secret }, rateLimit: 0, demo: false }, { ...adapters, ports });
await service.start();
const { url } = await listen(service.app.fetch, '127.0.0.1', 0);
process.send?.(url);
