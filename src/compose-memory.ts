import { createMemoryCapacityFeed } from './adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from './adapters/memory/capacity-log.ts';
import { createMemoryDemoProgress } from './adapters/memory/demo-progress.ts';
import { createMemoryPorts } from './adapters/memory/ports.ts';
import { createMemoryStore } from './adapters/memory/store.ts';
import { createReach, type ReachSettings } from './adapters/notify/reach.ts';
import { machine } from './adapters/system/machine.ts';
import type { Adapters } from './compose.ts';
import type { Ports } from './ports/ports.ts';

/** Everything kept in this process, for quick tests and the simulator. */
export function memoryAdapters(
  given: Partial<Pick<Ports, 'clock' | 'ids' | 'billing' | 'evidenceService'>> = {},
  reach?: ReachSettings,
): Adapters {
  const capacityLog = createMemoryCapacityLog();
  const capacityFeed = createMemoryCapacityFeed(capacityLog);
  const own = { ...machine(), ...given };
  const store = createMemoryStore(own.clock);
  const log = { capacityLog, capacityFeed };
  const ports = createMemoryPorts({ ...own, ...createReach({ ...own, ...store }, reach), ...log }, store);
  return { ports, demoProgress: createMemoryDemoProgress(), ready: async () => true, close: async () => {} };
}
