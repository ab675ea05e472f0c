import { DomainError } from '../core/domain/shared/errors.ts';
import type { Core } from '../core/usecases/core.ts';
import { deliverItem } from '../core/usecases/outbox/deliver-item.ts';

/**
 * Does what still waits of a campaign's changes, oldest first: where a process was killed between a change and what follows from it,
 * or another one is just about to do it. Throws UNAVAILABLE where some of it cannot be done now.
 */
export async function settleOutbox(core: Core, campaignId: string): Promise<void> {
  const { items } = await core.outbox.list({ campaignId, state: 'pending', limit: 100, cursor: null });
  for (const item of items.toReversed()) {
    const after = await deliverItem(core, item);
    if (after.state === 'delivered') continue;
    throw new DomainError(
      'unavailable',
      'UNAVAILABLE',
      `What follows from ${item.work.kind} cannot be done: ${after.lastError}`,
    );
  }
}
