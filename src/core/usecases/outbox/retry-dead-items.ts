import { requirePermission } from '../../domain/access/permissions.ts';
import type { OutboxItem } from '../../domain/outbox/outbox.ts';
import { revived } from '../../domain/outbox/settle.ts';
import type { RequestContext } from '../context.ts';
import type { Core } from '../core.ts';
import { idempotent, type Keyed } from '../idempotent.ts';
import { auditWrite, isVersionMismatch } from '../write.ts';

const AT_ONCE = 100;

type Ports = Pick<Core, 'clock' | 'ids' | 'transactions' | 'receipts' | 'outbox'>;

/**
 * Has all work that failed tried again now, of one campaign or of all, as after its cause was mended; says how many items. Each is looked at
 * once, so that what fails again meanwhile waits for people again. Throws FORBIDDEN.
 */
export async function retryDeadItems(
  ports: Ports,
  context: RequestContext,
  input: { readonly campaignId?: string },
): Promise<Keyed<{ readonly retried: number }>> {
  requirePermission(context.actor, 'outbox.write');
  return idempotent(ports, context, async (receiptOf) => {
    let retried = 0;
    let cursor: string | null = null;
    do {
      const page = await ports.outbox.list({ ...input, state: 'dead', limit: AT_ONCE, cursor });
      retried += await revive(ports, context, page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const result = { retried };
    const receipt = receiptOf(result);
    if (receipt.length > 0) await ports.transactions.commit(receipt);
    return result;
  });
}

/** What somebody else took up meanwhile stays as they left it. */
async function revive(ports: Ports, context: RequestContext, items: readonly OutboxItem[]): Promise<number> {
  const at = ports.clock.now();
  const writes = items.flatMap((before) => {
    const item = revived(before, at);
    const { id, companyId, state, attempts } = item;
    return [
      { op: 'replace' as const, collection: 'outbox' as const, document: item, ifVersion: before.version },
      auditWrite(ports, context, at, {
        action: 'outbox.retry',
        resource: `outbox/${id}`,
        companyId,
        before: { state: before.state, attempts: before.attempts },
        after: { state, attempts },
      }),
    ];
  });
  if (writes.length === 0) return 0;
  try {
    await ports.transactions.commit(writes);
    return items.length;
  } catch (error) {
    if (!isVersionMismatch(error)) throw error;
    if (items.length === 1) return 0;
    let revivedSingly = 0;
    for (const item of items) revivedSingly += await revive(ports, context, [item]);
    return revivedSingly;
  }
}
