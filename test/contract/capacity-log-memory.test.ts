import { createMemoryCapacityFeed } from '../../src/adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from '../../src/adapters/memory/capacity-log.ts';
import { describeCapacityLog } from './capacity-log.ts';

describeCapacityLog('memory', async () => {
  const log = createMemoryCapacityLog();
  return { log, feed: createMemoryCapacityFeed(log) };
});
