import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { delivered, failed } from '../../domain/outbox/settle.ts';
import { isVersionMismatch } from '../write.ts';
import { type OutboxWorld, performWork } from './perform-work.ts';

/**
 * Does the work of a pending item and keeps how it went. Whoever else did it meanwhile has kept it already, and the work itself may
 * be done twice. Throws only where the outcome cannot be kept.
 */
export async function deliverItem(world: OutboxWorld, item: OutboxItem): Promise<void> {
  const after = await attempt(world, item);
  try {
    await world.transactions.commit([
      { op: 'replace', collection: 'outbox', document: after, ifVersion: item.version },
    ]);
  } catch (error) {
    if (!isVersionMismatch(error)) throw error;
  }
}

async function attempt(world: OutboxWorld, item: OutboxItem): Promise<OutboxItem> {
  try {
    await performWork(world, item);
    return delivered(item, world.clock.now());
  } catch (error) {
    return failed(item, error, world.clock.now());
  }
}
