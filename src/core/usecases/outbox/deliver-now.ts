import { GRACE } from '../../domain/outbox/make-item.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { deliverItem } from './deliver-item.ts';
import type { OutboxWorld } from './perform-work.ts';

/**
 * Does what has just been written, in its order, so that the answer finds it done; what fails stays for the relay, and so does what
 * is due later. Never throws: the change itself stands.
 */
export async function deliverNow(world: OutboxWorld, items: readonly OutboxItem[]): Promise<void> {
  for (const item of items) {
    if (item.state !== 'pending' || item.nextAttemptAt > item.createdAt + GRACE) continue;
    try {
      await deliverItem(world, item);
    } catch {
      return;
    }
  }
}
