import { createMemoryCapacityFeed } from './adapters/memory/capacity-feed.ts';
import { createMemoryCapacityLog } from './adapters/memory/capacity-log.ts';
import { createMemoryDemoProgress } from './adapters/memory/demo-progress.ts';
import { createMemoryPorts } from './adapters/memory/ports.ts';
import { type Adapters, system } from './compose.ts';
import type { Ports } from './ports/ports.ts';

/** Everything kept in this process, for quick tests and the simulator. */
export function memoryAdapters(given: Partial<Pick<Ports, 'clock' | 'ids'>> = {}): Adapters {
  const capacityLog = createMemoryCapacityLog();
  const capacityFeed = createMemoryCapacityFeed(capacityLog);
  const ports = createMemoryPorts({ ...system(), ...given, capacityLog, capacityFeed });
  return { ports, demoProgress: createMemoryDemoProgress(), ready: async () => true, close: async () => {} };
}
