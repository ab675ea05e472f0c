import type { Ports } from '../../ports/ports.ts';
import { createMemoryStore, type MemoryStore } from './store.ts';
import { createMemoryWebhookEndpoints } from './webhooks.ts';

/** Every port in memory; time, ids, hashes, the capacity log and the notifier come from the caller. */
export function createMemoryPorts(
  given: Pick<Ports, 'clock' | 'ids' | 'hasher' | 'capacityLog' | 'capacityFeed' | 'notifier'> &
    Partial<Pick<Ports, 'webhookEndpoints' | 'billing' | 'evidenceService'>>,
  store: MemoryStore = createMemoryStore(given.clock),
): Ports {
  const { tables: _tables, clear: _clear, ...ports } = store;
  return { billing: null, evidenceService: null, webhookEndpoints: createMemoryWebhookEndpoints(), ...ports, ...given };
}
